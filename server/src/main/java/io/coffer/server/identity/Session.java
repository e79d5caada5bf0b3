package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a security token says of its session.
 *
 * @param accessKeyId the temporary key that the token belongs to
 * @param roleId of the role as it was assumed: one that was deleted and made again under the same name is another
 * @param policy what bounds this session beside its role, as text
 * @param assumedBy the id of who began it
 */
record Session(
        String accessKeyId,
        AccountId account,
        String roleName,
        String roleId,
        String name,
        Optional<String> policy,
        String assumedBy,
        Instant issued,
        Instant expires) {
    private static final byte FORMAT = 1;

    byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(accessKeyId);
            out.writeUTF(account.value());
            out.writeUTF(roleName);
            out.writeUTF(roleId);
            out.writeUTF(name);
            out.writeUTF(policy.orElse(""));
            out.writeUTF(assumedBy);
            out.writeLong(issued.getEpochSecond());
            out.writeLong(expires.getEpochSecond());
        } catch (IOException tooLong) {
            throw new UncheckedIOException("a session does not fit into a token", tooLong);
        }
        return bytes.toByteArray();
    }

    /** Empty when the bytes are of a format that this version does not know. */
    static Optional<Session> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                return Optional.empty();
            }
            Session session = new Session(
                    in.readUTF(),
                    new AccountId(in.readUTF()),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    Optional.of(in.readUTF()).filter(text -> !text.isEmpty()),
                    in.readUTF(),
                    Instant.ofEpochSecond(in.readLong()),
                    Instant.ofEpochSecond(in.readLong()));
            return in.read() < 0 ? Optional.of(session) : Optional.empty();
        } catch (IOException | IllegalArgumentException notASession) {
            return Optional.empty();
        }
    }
}
