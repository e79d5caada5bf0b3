package io.coffer.server.authorization.policy;

/**
 * A pattern of resources: {@code *}, or a pattern for each field. Fields are matched one by one, so a star never runs
 * over a colon into the next field; otherwise {@code acs:oss:*:*:a} would also match the key {@code x:a} of a bucket
 * {@code b}.
 */
public record ResourcePattern(
        WildcardPattern service, WildcardPattern region, WildcardPattern account, WildcardPattern path) {
    private static final String LOCATION_PREFIX = "oss-";

    /** @throws IllegalArgumentException when the text has another form */
    public static ResourcePattern parse(String text) {
        if (text.equals("*")) {
            WildcardPattern all = WildcardPattern.of("*");
            return new ResourcePattern(all, all, all, all);
        }
        ResourceName fields = ResourceName.parse(text);
        return new ResourcePattern(
                WildcardPattern.of(fields.service()),
                WildcardPattern.of(fields.region()),
                WildcardPattern.of(fields.account()),
                WildcardPattern.of(fields.path()));
    }

    /** A region may stand in a policy as {@code cn-hangzhou} or as the location {@code oss-cn-hangzhou}. */
    public boolean matches(ResourceName resource) {
        return service.matches(resource.service())
                && account.matches(resource.account())
                && path.matches(resource.path())
                && (region.matches(resource.region()) || region.matches(LOCATION_PREFIX + resource.region()));
    }

    @Override
    public String toString() {
        return "acs:" + service + ":" + region + ":" + account + ":" + path;
    }
}
