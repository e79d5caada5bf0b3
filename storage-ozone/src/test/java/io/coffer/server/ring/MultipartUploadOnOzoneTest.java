package io.coffer.server.ring;

import org.junit.jupiter.api.Tag;

@Tag("full")
class MultipartUploadOnOzoneTest extends MultipartUploadTest {}
