package io.coffer.server.ring;

class RangeAndConditionOnOzoneTest extends RangeAndConditionTest {}
