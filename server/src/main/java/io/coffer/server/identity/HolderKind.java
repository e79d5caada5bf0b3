package io.coffer.server.identity;

/** What policies are attached to, and how each refuses. */
public enum HolderKind {
    USER(
            "user",
            RamError.NO_SUCH_USER,
            RamError.POLICY_NOT_ATTACHED,
            RamError.POLICY_ATTACHED_ALREADY,
            RamError.TOO_MANY_ATTACHMENTS,
            RamError.POLICY_IN_USE),
    GROUP(
            "group",
            RamError.NO_SUCH_GROUP,
            RamError.POLICY_NOT_ATTACHED_TO_GROUP,
            RamError.POLICY_ATTACHED_TO_GROUP_ALREADY,
            RamError.TOO_MANY_GROUP_ATTACHMENTS,
            RamError.POLICY_IN_USE_BY_GROUP),
    ROLE(
            "role",
            RamError.NO_SUCH_ROLE,
            RamError.POLICY_NOT_ATTACHED_TO_ROLE,
            RamError.POLICY_ATTACHED_TO_ROLE_ALREADY,
            RamError.TOO_MANY_ROLE_ATTACHMENTS,
            RamError.POLICY_IN_USE_BY_ROLE);

    private final String word;
    private final RamError absent;
    private final RamError notAttached;
    private final RamError attachedAlready;
    private final RamError tooMany;
    private final RamError inUse;

    HolderKind(
            String word,
            RamError absent,
            RamError notAttached,
            RamError attachedAlready,
            RamError tooMany,
            RamError inUse) {
        this.word = word;
        this.absent = absent;
        this.notAttached = notAttached;
        this.attachedAlready = attachedAlready;
        this.tooMany = tooMany;
        this.inUse = inUse;
    }

    /** As it stands before the slash of a resource. */
    public String word() {
        return word;
    }

    RamError absent() {
        return absent;
    }

    RamError notAttached() {
        return notAttached;
    }

    RamError attachedAlready() {
        return attachedAlready;
    }

    RamError tooMany() {
        return tooMany;
    }

    RamError inUse() {
        return inUse;
    }
}
