package io.coffer.server.ring;

class ListingOnOzoneTest extends ListingTest {}
