/**
 * Stories told by the official SDKs, as they are published, to a server that is known by its endpoint alone: one that
 * these tests start as a process, or the one that {@code OSS_TEST_ENDPOINT} names.
 */
@NullMarked
package io.coffer.conformance;

import org.jspecify.annotations.NullMarked;
