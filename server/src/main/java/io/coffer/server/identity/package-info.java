/** Accounts, RAM users, access keys and policies as stored: every change is durable when it returns. */
@NullMarked
package io.coffer.server.identity;

import org.jspecify.annotations.NullMarked;
