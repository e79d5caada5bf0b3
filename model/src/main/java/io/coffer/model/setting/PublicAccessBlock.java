package io.coffer.model.setting;

/** Whether ACLs and policies that open something to everybody are without effect and refused. */
public record PublicAccessBlock(boolean blockPublicAccess) {
    public static final PublicAccessBlock OFF = new PublicAccessBlock(false);
}
