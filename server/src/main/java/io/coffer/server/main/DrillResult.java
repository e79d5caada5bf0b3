package io.coffer.server.main;

/**
 * How a drill went.
 *
 * @param target what was done to it
 * @param expected what must come of it
 * @param observed what came of it
 */
record DrillResult(String drill, String target, String expected, String observed, boolean passed) {}
