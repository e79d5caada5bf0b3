package io.coffer.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** What a policy is attached to: one user, group or role. */
final class RamHolder {
    @Option(names = "--user", required = true, paramLabel = "NAME", description = "A user.")
    private String user = "";

    @Option(names = "--group", required = true, paramLabel = "NAME", description = "A group.")
    private String group = "";

    @Option(names = "--role", required = true, paramLabel = "NAME", description = "A role.")
    private String role = "";

    boolean isGiven() {
        return !name().isEmpty();
    }

    String name() {
        return user + group + role;
    }

    /** As it ends the names of actions, such as {@code AttachPolicyToUser}. */
    String kind() {
        if (!user.isEmpty()) {
            return "User";
        }
        return group.isEmpty() ? "Role" : "Group";
    }

    String parameter() {
        return kind() + "Name";
    }

    @Override
    public String toString() {
        return kind().toLowerCase(Locale.ROOT) + " " + name();
    }
}
