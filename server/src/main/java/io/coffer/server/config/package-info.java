/** The configuration: one YAML file, the environment over it, flags over both, read into validated records. */
@NullMarked
package io.coffer.server.config;

import org.jspecify.annotations.NullMarked;
