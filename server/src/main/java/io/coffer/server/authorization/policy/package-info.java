/** The RAM policy language alone: text to value, and value and request to decision. Pure; knows no other room. */
@NullMarked
package io.coffer.server.authorization.policy;

import org.jspecify.annotations.NullMarked;
