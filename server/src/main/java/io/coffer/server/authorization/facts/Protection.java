package io.coffer.server.authorization.facts;

import io.coffer.model.EncryptionRule;
import java.util.Optional;

/** Whose encryption the conditions of policies see in an access to an object. */
public sealed interface Protection {
    Protection STORED = new Stored();
    Protection CLEAR = new Known(Optional.empty());

    /** That of the object as it is: for what makes none. */
    record Stored() implements Protection {}

    /** That which is decided already; empty for what is stored in clear. */
    record Known(Optional<EncryptionRule> rule) implements Protection {}

    /** What a write asks for, over the bucket's rule, over the server's default. */
    record Planned(Optional<EncryptionRule> requested) implements Protection {}

    /** That of the object that is appended to, once there is one; for the first append what it asks for. */
    record Appended(Optional<EncryptionRule> requested) implements Protection {}

    /** What was decided when the upload began. */
    record OfUpload(String uploadId) implements Protection {}
}
