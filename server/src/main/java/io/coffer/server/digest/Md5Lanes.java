package io.coffer.server.digest;

import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The blocks of several messages in lockstep, one message in each lane of the widest vector that pays (512 or 256
 * bits). To be touched only where {@code jdk.incubator.vector} is there.
 *
 * <p>Each round is a method of its own, with the state in an array between them: in one method the 64 steps are more
 * than the compiler takes (8,000 bytes of code), and run in the interpreter. Used by one thread at a time.
 */
final class Md5Lanes implements Lanes {
    private static final VectorSpecies<Integer> SPECIES = species();
    private static final int LANES = SPECIES.length();
    private static final int WORDS = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** the chaining values: all a, all b, all c, all d */
    private final int[] chained = new int[4 * LANES];

    private final int[] state = new int[4 * LANES];
    /** word 0 of all lanes, word 1 of all lanes, ... */
    private final int[] words = new int[WORDS * LANES];

    private static VectorSpecies<Integer> species() {
        VectorSpecies<Integer> preferred = IntVector.SPECIES_PREFERRED;
        return preferred.length() > IntVector.SPECIES_512.length() ? IntVector.SPECIES_512 : preferred;
    }

    @Override
    public int count() {
        return LANES;
    }

    @Override
    public void compress(int[][] states, byte[][] messages, int[] offsets, int used, int blocks) {
        for (int lane = 0; lane < used; lane++) {
            for (int part = 0; part < 4; part++) {
                chained[part * LANES + lane] = states[lane][part];
            }
        }
        for (int block = 0; block < blocks; block++) {
            for (int lane = 0; lane < used; lane++) {
                spread(messages[lane], offsets[lane] + Md5State.BLOCK * block, words, lane);
            }
            System.arraycopy(chained, 0, state, 0, chained.length);
            firstRound(state, words);
            secondRound(state, words);
            thirdRound(state, words);
            fourthRound(state, words);
            chain();
        }
        for (int lane = 0; lane < used; lane++) {
            for (int part = 0; part < 4; part++) {
                states[lane][part] = chained[part * LANES + lane];
            }
        }
    }

    /** Lays the words of one message's block into their lane, two at a time. */
    private static void spread(byte[] message, int offset, int[] words, int lane) {
        for (int pair = 0; pair < WORDS / 2; pair++) {
            long both = (long) LONGS.get(message, offset + Long.BYTES * pair);
            words[2 * pair * LANES + lane] = (int) both;
            words[(2 * pair + 1) * LANES + lane] = (int) (both >>> 32);
        }
    }

    private void chain() {
        for (int at = 0; at < chained.length; at++) {
            chained[at] += state[at];
        }
    }

    private static void firstRound(int[] state, int[] words) {
        IntVector a = IntVector.fromArray(SPECIES, state, 0);
        IntVector b = IntVector.fromArray(SPECIES, state, LANES);
        IntVector c = IntVector.fromArray(SPECIES, state, 2 * LANES);
        IntVector d = IntVector.fromArray(SPECIES, state, 3 * LANES);
        for (int step = 0; step < 16; step += 4) {
            a = a.add(c.lanewise(XOR, d).and(b).lanewise(XOR, d))
                    .add(word(words, 1 * step + 0))
                    .add(Md5State.SINES[step])
                    .lanewise(ROL, 7)
                    .add(b);
            d = d.add(b.lanewise(XOR, c).and(a).lanewise(XOR, c))
                    .add(word(words, 1 * step + 1))
                    .add(Md5State.SINES[step + 1])
                    .lanewise(ROL, 12)
                    .add(a);
            c = c.add(a.lanewise(XOR, b).and(d).lanewise(XOR, b))
                    .add(word(words, 1 * step + 2))
                    .add(Md5State.SINES[step + 2])
                    .lanewise(ROL, 17)
                    .add(d);
            b = b.add(d.lanewise(XOR, a).and(c).lanewise(XOR, a))
                    .add(word(words, 1 * step + 3))
                    .add(Md5State.SINES[step + 3])
                    .lanewise(ROL, 22)
                    .add(c);
        }
        a.intoArray(state, 0);
        b.intoArray(state, LANES);
        c.intoArray(state, 2 * LANES);
        d.intoArray(state, 3 * LANES);
    }

    private static void secondRound(int[] state, int[] words) {
        IntVector a = IntVector.fromArray(SPECIES, state, 0);
        IntVector b = IntVector.fromArray(SPECIES, state, LANES);
        IntVector c = IntVector.fromArray(SPECIES, state, 2 * LANES);
        IntVector d = IntVector.fromArray(SPECIES, state, 3 * LANES);
        for (int step = 16; step < 32; step += 4) {
            a = a.add(b.lanewise(XOR, c).and(d).lanewise(XOR, c))
                    .add(word(words, 5 * step + 1))
                    .add(Md5State.SINES[step])
                    .lanewise(ROL, 5)
                    .add(b);
            d = d.add(a.lanewise(XOR, b).and(c).lanewise(XOR, b))
                    .add(word(words, 5 * step + 6))
                    .add(Md5State.SINES[step + 1])
                    .lanewise(ROL, 9)
                    .add(a);
            c = c.add(d.lanewise(XOR, a).and(b).lanewise(XOR, a))
                    .add(word(words, 5 * step + 11))
                    .add(Md5State.SINES[step + 2])
                    .lanewise(ROL, 14)
                    .add(d);
            b = b.add(c.lanewise(XOR, d).and(a).lanewise(XOR, d))
                    .add(word(words, 5 * step + 0))
                    .add(Md5State.SINES[step + 3])
                    .lanewise(ROL, 20)
                    .add(c);
        }
        a.intoArray(state, 0);
        b.intoArray(state, LANES);
        c.intoArray(state, 2 * LANES);
        d.intoArray(state, 3 * LANES);
    }

    private static void thirdRound(int[] state, int[] words) {
        IntVector a = IntVector.fromArray(SPECIES, state, 0);
        IntVector b = IntVector.fromArray(SPECIES, state, LANES);
        IntVector c = IntVector.fromArray(SPECIES, state, 2 * LANES);
        IntVector d = IntVector.fromArray(SPECIES, state, 3 * LANES);
        for (int step = 32; step < 48; step += 4) {
            a = a.add(b.lanewise(XOR, c).lanewise(XOR, d))
                    .add(word(words, 3 * step + 5))
                    .add(Md5State.SINES[step])
                    .lanewise(ROL, 4)
                    .add(b);
            d = d.add(a.lanewise(XOR, b).lanewise(XOR, c))
                    .add(word(words, 3 * step + 8))
                    .add(Md5State.SINES[step + 1])
                    .lanewise(ROL, 11)
                    .add(a);
            c = c.add(d.lanewise(XOR, a).lanewise(XOR, b))
                    .add(word(words, 3 * step + 11))
                    .add(Md5State.SINES[step + 2])
                    .lanewise(ROL, 16)
                    .add(d);
            b = b.add(c.lanewise(XOR, d).lanewise(XOR, a))
                    .add(word(words, 3 * step + 14))
                    .add(Md5State.SINES[step + 3])
                    .lanewise(ROL, 23)
                    .add(c);
        }
        a.intoArray(state, 0);
        b.intoArray(state, LANES);
        c.intoArray(state, 2 * LANES);
        d.intoArray(state, 3 * LANES);
    }

    private static void fourthRound(int[] state, int[] words) {
        IntVector a = IntVector.fromArray(SPECIES, state, 0);
        IntVector b = IntVector.fromArray(SPECIES, state, LANES);
        IntVector c = IntVector.fromArray(SPECIES, state, 2 * LANES);
        IntVector d = IntVector.fromArray(SPECIES, state, 3 * LANES);
        for (int step = 48; step < 64; step += 4) {
            a = a.add(c.lanewise(XOR, b.or(d.not())))
                    .add(word(words, 7 * step + 0))
                    .add(Md5State.SINES[step])
                    .lanewise(ROL, 6)
                    .add(b);
            d = d.add(b.lanewise(XOR, a.or(c.not())))
                    .add(word(words, 7 * step + 7))
                    .add(Md5State.SINES[step + 1])
                    .lanewise(ROL, 10)
                    .add(a);
            c = c.add(a.lanewise(XOR, d.or(b.not())))
                    .add(word(words, 7 * step + 14))
                    .add(Md5State.SINES[step + 2])
                    .lanewise(ROL, 15)
                    .add(d);
            b = b.add(d.lanewise(XOR, c.or(a.not())))
                    .add(word(words, 7 * step + 5))
                    .add(Md5State.SINES[step + 3])
                    .lanewise(ROL, 21)
                    .add(c);
        }
        a.intoArray(state, 0);
        b.intoArray(state, LANES);
        c.intoArray(state, 2 * LANES);
        d.intoArray(state, 3 * LANES);
    }

    /** @param number the remainder of 16 counts */
    private static IntVector word(int[] words, int number) {
        return IntVector.fromArray(SPECIES, words, number % WORDS * LANES);
    }
}
