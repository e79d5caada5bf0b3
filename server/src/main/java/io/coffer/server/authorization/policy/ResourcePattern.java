package io.coffer.server.authorization.policy;

/**
 * A pattern of resources: {@code *}, or a pattern for each field. Fields are matched one by one, so a star never runs
 * over a colon into the next field; otherwise {@code acs:oss:*:*:a} would also match the key {@code x:a} of a bucket
 * {@code b}.
 *
 * @param pathOfRole for roles, whose names compare without case
 */
public record ResourcePattern(
        WildcardPattern service,
        WildcardPattern region,
        WildcardPattern account,
        WildcardPattern path,
        WildcardPattern pathOfRole) {
    private static final String LOCATION_PREFIX = "oss-";
    private static final String ROLES_SERVICE = "ram";
    private static final String ROLE = "role/";

    /** @throws IllegalArgumentException when the text has another form */
    public static ResourcePattern parse(String text) {
        if (text.equals("*")) {
            WildcardPattern all = WildcardPattern.of("*");
            return new ResourcePattern(all, all, all, all, all);
        }
        ResourceName fields = ResourceName.parse(text);
        WildcardPattern service = WildcardPattern.of(fields.service());
        WildcardPattern path = WildcardPattern.of(fields.path());
        return new ResourcePattern(
                service,
                WildcardPattern.of(fields.region()),
                WildcardPattern.of(fields.account()),
                path,
                service.matches(ROLES_SERVICE) ? WildcardPattern.ignoringCase(fields.path()) : path);
    }

    /** A region may stand in a policy as {@code cn-hangzhou} or as the location {@code oss-cn-hangzhou}. */
    public boolean matches(ResourceName resource) {
        // the path first: it tells most resources apart
        return (isRole(resource) ? pathOfRole : path).matches(resource.path())
                && service.matches(resource.service())
                && account.matches(resource.account())
                && (region.matches(resource.region()) || region.matches(LOCATION_PREFIX + resource.region()));
    }

    /** Whether it might match one of the resources whose names begin so. */
    boolean mayMatchBelow(ResourceName start) {
        return path.mayMatchBeginning(start.path())
                && service.matches(start.service())
                && account.matches(start.account())
                && (region.matches(start.region()) || region.matches(LOCATION_PREFIX + start.region()));
    }

    private static boolean isRole(ResourceName resource) {
        return resource.service().equals(ROLES_SERVICE) && resource.path().startsWith(ROLE);
    }

    @Override
    public String toString() {
        return "acs:" + service + ":" + region + ":" + account + ":" + path;
    }
}
