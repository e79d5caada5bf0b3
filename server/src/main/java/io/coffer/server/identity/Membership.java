package io.coffer.server.identity;

import java.time.Instant;

/**
 * A group that a user is in.
 *
 * @param groupId stays the same when the group is renamed
 * @param note how the group's own record tells of this membership
 */
public record Membership(String groupId, Instant joined, String note) {}
