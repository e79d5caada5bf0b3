package io.coffer.cli;

/** The administration's actions by family; each family has its version. */
enum Api {
    RAM("2015-05-01"),
    STS("2015-04-01"),
    KMS("2016-01-20"),
    /** What has no counterpart at Alibaba Cloud. */
    COFFER("2026-11-01");

    private final String version;

    Api(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }
}
