package io.coffer.server.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MD5 by plain code and in lanes, against RFC 1321 and the JDK. */
class Md5StateTest {
    private static byte[] jdk(byte[] message) {
        return InPlaceMd5.jdk().digest(message);
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The suite of RFC 1321, A.5. */
    @ParameterizedTest
    @CsvSource({
        "'', d41d8cd98f00b204e9800998ecf8427e",
        "a, 0cc175b9c0f1b6a831c399e269772661",
        "abc, 900150983cd24fb0d6963f7d28e17f72",
        "message digest, f96b697d7cb7938d525a2f31aaf161d0",
        "abcdefghijklmnopqrstuvwxyz, c3fcd3d76192e4007dfb496cca67e13b",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, d174ab98d277d9f5a5611c2c9f419d9f",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890,"
                + " 57edf4a22be3c955ac49da2e2107b67a",
    })
    void knownAnswers(String message, String digest) {
        Md5State state = new Md5State();
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        state.update(bytes, 0, bytes.length);

        assertThat(HexFormat.of().formatHex(state.digest())).isEqualTo(digest);
    }

    @Test
    void anyPiecesGiveTheDigestOfTheWhole() {
        Random random = new Random(1321);
        for (int round = 0; round < 500; round++) {
            byte[] message = random(random, random.nextInt(1000));
            Md5State state = new Md5State();
            int at = 0;
            while (at < message.length) {
                int end = Math.min(message.length, at + random.nextInt(200));
                state.update(message, at, end);
                at = end;
            }
            assertThat(state.digest()).as("round %d", round).isEqualTo(jdk(message));
        }
    }

    @Test
    void lanesAndPlainCodeTakeTurns() {
        assumeThat(LaneCalibration.ofThisJava().isPossible())
                .as("this test needs --add-modules jdk.incubator.vector")
                .isTrue();
        Random random = new Random(1992);
        Lanes lanes = new Md5Lanes();
        for (int round = 0; round < 60; round++) {
            int used = 1 + random.nextInt(lanes.count());
            byte[][] messages = new byte[used][];
            Md5State[] states = new Md5State[used];
            int[] offsets = new int[used];
            for (int lane = 0; lane < used; lane++) {
                messages[lane] = random(random, 2000);
                states[lane] = new Md5State();
                offsets[lane] = Md5State.BLOCK * random.nextInt(3) + random.nextInt(Md5State.BLOCK);
                states[lane].update(messages[lane], 0, offsets[lane]);
                offsets[lane] = states[lane].begin(messages[lane], offsets[lane], messages[lane].length);
            }
            int blocks = random.nextInt(27);
            int[][] chained = Arrays.stream(states).map(Md5State::chained).toArray(int[][]::new);
            lanes.compress(chained, messages, offsets, used, blocks);
            for (int lane = 0; lane < used; lane++) {
                states[lane].compressed(blocks);
                states[lane].update(messages[lane], offsets[lane] + blocks * Md5State.BLOCK, messages[lane].length);
                assertThat(states[lane].digest())
                        .as("round %d, lane %d of %d", round, lane, used)
                        .isEqualTo(jdk(messages[lane]));
            }
        }
    }
}
