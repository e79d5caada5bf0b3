package io.coffer.cli.api;

import io.coffer.cli.Surroundings;
import io.coffer.cli.UnreachableException;
import io.coffer.cli.UsageException;
import io.coffer.cli.oss.OssReply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Hands an object's content on. */
final class ApiVerbContent {
    static final String OPTION = "--output-file";

    private ApiVerbContent() {}

    static void write(OssReply reply, Optional<String> file, Surroundings surroundings) {
        if (file.isEmpty()) {
            surroundings.out().flush();
            copy(reply, surroundings.bytes());
            return;
        }
        try (OutputStream out = Files.newOutputStream(Path.of(file.get()))) {
            copy(reply, out);
        } catch (IOException unwritable) {
            throw new UsageException(
                    file.get() + " cannot be written: " + unwritable.getClass().getSimpleName());
        }
    }

    private static void copy(OssReply reply, OutputStream out) {
        try {
            reply.body().transferTo(out);
            out.flush();
        } catch (IOException brokenOff) {
            throw new UnreachableException("the content broke off", brokenOff);
        }
    }
}
