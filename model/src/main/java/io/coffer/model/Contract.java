package io.coffer.model;

/**
 * Which answer counts where Alibaba's page of an operation and the live service differ. Only GetBucketEncryption knows
 * a difference: its page gives 400 where the service gives 404.
 */
public enum Contract {
    DOCUMENTED,
    LIVE
}
