package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AesGcmTest {
    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] byItsOwnCipher(SecretKey key, byte[] nonce, byte[] associatedData, byte[] plaintext)
            throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(plaintext);
    }

    /** A message under a key of its own, forged and whole, beside others whose ciphers are the same ones. */
    private static void sealAndOpen(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            SecretKey key = new SecretKeySpec(bytes(random, 32), "AES");
            byte[] nonce = new byte[12];
            byte[] associatedData = bytes(random, random.nextInt(40));
            byte[] plaintext = bytes(random, random.nextInt(5000));
            byte[] sealed = new byte[plaintext.length + 16];
            AesGcm.seal(key, nonce, associatedData, AesGcm.Bytes.of(plaintext), sealed, 0);
            assertThat(sealed).isEqualTo(byItsOwnCipher(key, nonce, associatedData, plaintext));

            byte[] forged = sealed.clone();
            forged[random.nextInt(forged.length)] ^= 1;
            byte[] opened = new byte[plaintext.length];
            assertThat(AesGcm.open(key, nonce, associatedData, AesGcm.Bytes.of(forged), opened, 0))
                    .isFalse();
            assertThat(AesGcm.open(key, nonce, associatedData, AesGcm.Bytes.of(sealed), opened, 0))
                    .isTrue();
            assertThat(opened).isEqualTo(plaintext);
        }
    }

    @Test
    void ciphersThatAreUsedAgainMixNoMessages() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 40; thread++) {
                long seed = thread;
                running.add(threads.submit(() -> {
                    sealAndOpen(seed);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
