/** Uploads by HTML form: the parts of a body, the fields before the file, and the policy that limits them. */
@NullMarked
package io.coffer.protocol.form;

import org.jspecify.annotations.NullMarked;
