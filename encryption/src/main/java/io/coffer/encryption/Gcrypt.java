package io.coffer.encryption;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The SM4-GCM of libgcrypt (Debian's {@code libgcrypt20}), which uses the vectors of the processor. It is looked for when
 * SM4 is used for the first time, and only where native access is enabled anyway. Functions and numbers are those of
 * {@code gcrypt.h}.
 */
final class Gcrypt {
    private static final String LIBRARY = "libgcrypt.so.20";
    private static final int CIPHER_SM4 = 318;
    private static final int MODE_GCM = 9;
    private static final int DISABLE_SECURE_MEMORY = 37;
    private static final int INITIALIZATION_FINISHED = 38;

    /** the code in the lower 16 bits of an error */
    private static final int ERROR_CODE = 0xFFFF;

    private static final int CHECKSUM_ERROR = 10;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfLong HANDLE = ValueLayout.JAVA_LONG;
    private static final MemoryLayout ARRAY = ValueLayout.ADDRESS;

    /** It is asked for once; what comes of it stays. */
    private static final class Found {
        private static final Optional<Gcrypt> LIBRARY = find();
    }

    private final MethodHandle open;
    private final MethodHandle close;
    private final MethodHandle setKey;
    private final MethodHandle setNonce;
    private final MethodHandle encrypt;
    private final MethodHandle decrypt;
    private final MethodHandle tag;
    private final MethodHandle checkTag;

    private Gcrypt(SymbolLookup library) {
        initialize(library);
        open = function(library, "gcry_cipher_open", FunctionDescriptor.of(INT, ARRAY, INT, INT, INT));
        close = function(library, "gcry_cipher_close", FunctionDescriptor.ofVoid(HANDLE));
        FunctionDescriptor input = FunctionDescriptor.of(INT, HANDLE, ARRAY, SIZE);
        FunctionDescriptor transformation = FunctionDescriptor.of(INT, HANDLE, ARRAY, SIZE, ARRAY, SIZE);
        // on Java's arrays in their place, a segment at most: collections of garbage wait for it
        Linker.Option inPlace = Linker.Option.critical(true);
        setKey = function(library, "gcry_cipher_setkey", input, inPlace);
        setNonce = function(library, "gcry_cipher_setiv", input, inPlace);
        encrypt = function(library, "gcry_cipher_encrypt", transformation, inPlace);
        decrypt = function(library, "gcry_cipher_decrypt", transformation, inPlace);
        tag = function(library, "gcry_cipher_gettag", input, inPlace);
        checkTag = function(library, "gcry_cipher_checktag", input, inPlace);
    }

    /** Empty where the library is missing or has no SM4-GCM, as in its FIPS mode. */
    static Optional<Gcrypt> find() {
        if (!Gcrypt.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            Gcrypt library = new Gcrypt(load());
            library.release(library.newSm4(new byte[16]));
            return Optional.of(library);
        } catch (IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | UnsatisfiedLinkError missing) {
            return Optional.empty();
        }
    }

    static Optional<Gcrypt> library() {
        return Found.LIBRARY;
    }

    @SuppressWarnings("restricted") // native access is enabled, see above
    private static SymbolLookup load() {
        return SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(
            SymbolLookup library, String name, FunctionDescriptor signature, Linker.Option... options) {
        MemorySegment address =
                library.find(name).orElseThrow(() -> new IllegalArgumentException(LIBRARY + " has no " + name));
        return Linker.nativeLinker().downcallHandle(address, signature, options);
    }

    /** Its locked memory holds too few keys for many bodies at once, and fails when it is full. */
    private static void initialize(SymbolLookup library) {
        MethodHandle checkVersion =
                function(library, "gcry_check_version", FunctionDescriptor.of(ValueLayout.ADDRESS, ARRAY));
        MethodHandle control = function(
                library, "gcry_control", FunctionDescriptor.of(INT, INT, INT), Linker.Option.firstVariadicArg(1));
        call(() -> {
            MemorySegment version = (MemorySegment) checkVersion.invokeExact(MemorySegment.NULL);
            int disabled = (int) control.invokeExact(DISABLE_SECURE_MEMORY, 0);
            int finished = (int) control.invokeExact(INITIALIZATION_FINISHED, 0);
            return version.address() == 0 ? 1 : disabled | finished;
        });
    }

    /** A cipher with a key of 16 bytes, to be released; releasing wipes the key. */
    long newSm4(byte[] key) {
        long handle;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(HANDLE);
            call(() -> (int) open.invokeExact(place, CIPHER_SM4, MODE_GCM, 0));
            handle = place.get(HANDLE, 0);
        }
        try {
            call(() -> (int) setKey.invokeExact(handle, MemorySegment.ofArray(key), (long) key.length));
            return handle;
        } catch (RuntimeException refused) {
            release(handle);
            throw refused;
        }
    }

    void release(long handle) {
        call(() -> {
            close.invokeExact(handle);
            return 0;
        });
    }

    void seal(long handle, byte[] nonce, byte[] plaintext, int offset, int length, byte[] target, int targetOffset) {
        MemorySegment out = MemorySegment.ofArray(target);
        call(() -> (int) setNonce.invokeExact(handle, MemorySegment.ofArray(nonce), (long) nonce.length));
        if (length > 0) {
            MemorySegment in = MemorySegment.ofArray(plaintext).asSlice(offset, length);
            MemorySegment ciphertext = out.asSlice(targetOffset, length);
            call(() -> (int) encrypt.invokeExact(handle, ciphertext, (long) length, in, (long) length));
        }
        MemorySegment end = out.asSlice(targetOffset + length, SegmentLayout.TAG_LENGTH);
        call(() -> (int) tag.invokeExact(handle, end, (long) SegmentLayout.TAG_LENGTH));
    }

    /** @return whether the tag is right */
    boolean open(long handle, byte[] nonce, byte[] ciphertext, int length, byte[] target) {
        int plain = length - SegmentLayout.TAG_LENGTH;
        MemorySegment in = MemorySegment.ofArray(ciphertext);
        call(() -> (int) setNonce.invokeExact(handle, MemorySegment.ofArray(nonce), (long) nonce.length));
        if (plain > 0) {
            MemorySegment body = in.asSlice(0, plain);
            MemorySegment out = MemorySegment.ofArray(target).asSlice(0, plain);
            call(() -> (int) decrypt.invokeExact(handle, out, (long) plain, body, (long) plain));
        }
        MemorySegment end = in.asSlice(plain, SegmentLayout.TAG_LENGTH);
        int error = result(() -> (int) checkTag.invokeExact(handle, end, (long) SegmentLayout.TAG_LENGTH));
        if (error != 0 && error != CHECKSUM_ERROR) {
            throw failed(error);
        }
        return error == 0;
    }

    @FunctionalInterface
    private interface Call {
        @SuppressWarnings("java:S112") // what a method handle declares
        int run() throws Throwable;
    }

    private static void call(Call call) {
        int error = result(call);
        if (error != 0) {
            throw failed(error);
        }
    }

    private static int result(Call call) {
        try {
            return call.run() & ERROR_CODE;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("native code does not throw", impossible);
        }
    }

    private static IllegalStateException failed(int error) {
        return new IllegalStateException(LIBRARY + " failed with error " + error);
    }
}
