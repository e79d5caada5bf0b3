package io.coffer.encryption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A root key in memory, kept in a file that only its owner may read: 32 random bytes. Closing wipes them. */
final class SecretRootKey implements RootKey {

    private static final byte[] HEADER = "coffer-root-key/1 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int FILE_LENGTH = HEADER.length + 2 * LENGTH + 1;
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final byte[] secret;
    private volatile boolean closed;

    /** Takes the array over. */
    SecretRootKey(byte[] secret) {
        this.secret = secret;
    }

    static SecretRootKey random() {
        return new SecretRootKey(KeyDerivation.randomBytes(LENGTH));
    }

    static SecretRootKey loadOrCreate(Path file) {
        if (Files.exists(file)) {
            return load(file);
        }
        SecretRootKey key = random();
        byte[] content = key.fileContent();
        try {
            DurableFile.create(file, content);
            return key;
        } catch (FileAlreadyExistsException e) {
            key.close();
            return load(file);
        } catch (IOException e) {
            key.close();
            throw new KeyFileException("the root key file " + file + " cannot be made", e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    static SecretRootKey load(Path file) {
        byte[] content = new byte[0];
        try {
            requireOwnerOnly(file);
            if (Files.size(file) != FILE_LENGTH) {
                throw new KeyFileException("the root key file " + file + " has " + Files.size(file) + " bytes where "
                        + FILE_LENGTH + " belong; bring it back from a copy");
            }
            content = Files.readAllBytes(file);
            return new SecretRootKey(parse(file, content));
        } catch (NoSuchFileException e) {
            throw new KeyFileException("there is no root key file " + file, e);
        } catch (IOException e) {
            throw new KeyFileException("the root key file " + file + " cannot be read", e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    @Override
    public byte[] derive(String purpose) {
        if (closed) {
            throw new IllegalStateException("the root key is closed");
        }
        return KeyDerivation.derive(secret, KeyDerivation.NO_SALT, purpose.getBytes(StandardCharsets.UTF_8), LENGTH);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "RootKey";
    }

    private byte[] fileContent() {
        byte[] content = Arrays.copyOf(HEADER, FILE_LENGTH);
        int at = HEADER.length;
        for (byte value : secret) {
            content[at++] = DIGITS[(value >> 4) & 0xf];
            content[at++] = DIGITS[value & 0xf];
        }
        content[at] = '\n';
        return content;
    }

    private static byte[] parse(Path file, byte[] content) {
        boolean valid = content.length == FILE_LENGTH
                && Arrays.equals(content, 0, HEADER.length, HEADER, 0, HEADER.length)
                && content[FILE_LENGTH - 1] == '\n';
        byte[] secret = new byte[LENGTH];
        for (int i = 0; valid && i < LENGTH; i++) {
            int high = Character.digit((char) content[HEADER.length + 2 * i], 16);
            int low = Character.digit((char) content[HEADER.length + 2 * i + 1], 16);
            valid = high >= 0 && low >= 0;
            secret[i] = (byte) (high << 4 | low);
        }
        if (!valid) {
            Arrays.fill(secret, (byte) 0);
            throw new KeyFileException("the file " + file + " is not a root key; bring it back from a copy");
        }
        return secret;
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        if (!DurableFile.isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new KeyFileException("the root key file " + file + " is open to others than its owner ("
                    + PosixFilePermissions.toString(permissions) + "); set its mode to 0600");
        }
    }
}
