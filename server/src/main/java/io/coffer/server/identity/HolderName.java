package io.coffer.server.identity;

/** A user, group or role of an account, by name. */
public record HolderName(HolderKind kind, String name) {
    public static HolderName user(String name) {
        return new HolderName(HolderKind.USER, name);
    }

    public static HolderName group(String name) {
        return new HolderName(HolderKind.GROUP, name);
    }

    public static HolderName role(String name) {
        return new HolderName(HolderKind.ROLE, name);
    }
}
