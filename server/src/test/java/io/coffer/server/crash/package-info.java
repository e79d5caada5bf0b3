/** Whole servers as processes of their own, killed at any moment: what was acknowledged must be there afterwards. */
@org.jspecify.annotations.NullMarked
package io.coffer.server.crash;
