package io.coffer.server.ring;

import org.junit.jupiter.api.Tag;

@Tag("full")
class VersioningOnOzoneTest extends VersioningTest {}
