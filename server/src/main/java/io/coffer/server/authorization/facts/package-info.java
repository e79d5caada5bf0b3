/** What the authorizer needs to know of buckets and objects, looked up in one way by all who ask it. */
@NullMarked
package io.coffer.server.authorization.facts;

import org.jspecify.annotations.NullMarked;
