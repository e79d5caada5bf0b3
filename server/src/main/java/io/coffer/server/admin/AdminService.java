package io.coffer.server.admin;

import java.util.Optional;

/** The services that share the administration port. A request's Version tells which one it means. */
public enum AdminService {
    RAM("ram", "2015-05-01"),
    STS("sts", "2015-04-01"),
    KMS("kms", "2016-01-20"),
    /** What has no counterpart at Alibaba. */
    COFFER("coffer", "2026-11-01");

    private final String code;
    private final String version;

    AdminService(String code, String version) {
        this.code = code;
        this.version = version;
    }

    /** What stands before the colon of its actions in policies. */
    public String code() {
        return code;
    }

    public String version() {
        return version;
    }

    /** What its callers are told who lack a permission. */
    AdminException noPermission() {
        return this == KMS ? KeyError.DENIED.exception() : AdminError.NO_PERMISSION.exception();
    }

    static Optional<AdminService> ofVersion(String version) {
        for (AdminService service : values()) {
            if (service.version.equals(version)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
