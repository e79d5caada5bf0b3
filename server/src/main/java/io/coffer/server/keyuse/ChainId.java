package io.coffer.server.keyuse;

/**
 * A chain: the uses that one process recorded.
 *
 * @param ordinal which one of the store's, from 1
 * @param id random, so that two chains that took one ordinal are told apart
 */
public record ChainId(long ordinal, String id) {}
