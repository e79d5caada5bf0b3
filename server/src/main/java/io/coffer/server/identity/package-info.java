/**
 * Accounts, RAM users, groups, roles, access keys and policies as stored, and the sessions of roles. Every change is
 * durable when it returns.
 */
@NullMarked
package io.coffer.server.identity;

import org.jspecify.annotations.NullMarked;
