package io.coffer.model.setting;

/** Who pays for requests to a bucket. */
public record RequestPayment(Payer payer) {
    public static final RequestPayment DEFAULT = new RequestPayment(Payer.BUCKET_OWNER);

    public enum Payer {
        BUCKET_OWNER("BucketOwner"),
        REQUESTER("Requester");

        private final String wire;

        Payer(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
