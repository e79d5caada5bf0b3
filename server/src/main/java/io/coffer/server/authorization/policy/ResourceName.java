package io.coffer.server.authorization.policy;

/**
 * What a request is about, {@code acs:service:region:account:path}. Only the first four colons separate, so a path may
 * have its own.
 *
 * @param region empty where the service has none
 * @param path for OSS {@code bucket}, {@code bucket/key} or {@code *}
 */
public record ResourceName(String service, String region, String account, String path) {
    static final int FIELDS = 5;

    /** @throws IllegalArgumentException when the text has another form */
    public static ResourceName parse(String text) {
        String[] fields = text.split(":", FIELDS);
        if (fields.length != FIELDS || !fields[0].equals("acs")) {
            throw new IllegalArgumentException("not of the form acs:service:region:account:path");
        }
        return new ResourceName(fields[1], fields[2], fields[3], fields[4]);
    }

    @Override
    public String toString() {
        return "acs:" + service + ":" + region + ":" + account + ":" + path;
    }
}
