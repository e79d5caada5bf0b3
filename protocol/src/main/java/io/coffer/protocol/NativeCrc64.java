package io.coffer.protocol;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The same CRC-64 by Intel's ISA-L (Debian's {@code libisal2}), which multiplies without carry in vectors. Looked for
 * once, when there is enough data for the first time, and only where native access is enabled anyway.
 */
final class NativeCrc64 {
    private static final String LIBRARY = "libisal.so.2";
    private static final byte[] CHECK = {'1', '2', '3', '4', '5', '6', '7', '8', '9'};
    private static final long CHECKSUM_OF_CHECK = 0x995DC9BBDF1939FAL;

    /** {@code uint64_t crc64_ecma_refl(uint64_t checksum, const unsigned char *data, uint64_t length)} */
    private static final @Nullable MethodHandle FUNCTION = find();

    private NativeCrc64() {}

    private static @Nullable MethodHandle find() {
        if (!NativeCrc64.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        try {
            MethodHandle function = link();
            return call(function, 0, CHECK, 0, CHECK.length) == CHECKSUM_OF_CHECK ? function : null;
        } catch (IllegalArgumentException | UnsupportedOperationException | UnsatisfiedLinkError missing) {
            return null;
        }
    }

    @SuppressWarnings("restricted") // native access is enabled, see above
    private static MethodHandle link() {
        SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        FunctionDescriptor signature = FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
        // short enough to run on the array in its place
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find("crc64_ecma_refl").orElseThrow(() -> new IllegalArgumentException(LIBRARY)),
                        signature,
                        Linker.Option.critical(true));
    }

    static boolean isThere() {
        return FUNCTION != null;
    }

    /** The checksum continued; only where the library {@link #isThere}. */
    static long update(long checksum, byte[] data, int offset, int length) {
        MethodHandle function = FUNCTION;
        if (function == null) {
            throw new IllegalStateException(LIBRARY + " is not there");
        }
        return call(function, checksum, data, offset, length);
    }

    private static long call(MethodHandle function, long checksum, byte[] data, int offset, int length) {
        try {
            return (long)
                    function.invokeExact(checksum, MemorySegment.ofArray(data).asSlice(offset, length), (long) length);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("native code does not throw", impossible);
        }
    }
}
