package io.coffer.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanarySearchTest {
    private static final String CANARY = "Kanarienvögel?>";
    private static final int BUFFER = 1 << 20;

    private static List<CanarySearch.Hit> search(byte[] bytes) throws IOException {
        CanarySearch search = new CanarySearch(List.of("absent", CANARY));
        search.search("here", new ByteArrayInputStream(bytes));
        return search.hits();
    }

    @Test
    void findsTheTextInEveryFormAndAcrossBuffers() throws IOException {
        for (int offset : new int[] {0, 1, BUFFER - 3, BUFFER, 3 * BUFFER - 5, 3 * BUFFER + 17}) {
            byte[] canary = CANARY.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[offset + canary.length];
            System.arraycopy(canary, 0, bytes, offset, canary.length);
            assertThat(search(bytes)).containsExactly(new CanarySearch.Hit(1, "UTF-8", "here", offset));
        }
        assertThat(search(("x" + CANARY).getBytes(StandardCharsets.UTF_16LE))).isNotEmpty();
        assertThat(search(("x" + CANARY).getBytes(StandardCharsets.UTF_16BE))).isNotEmpty();
    }

    @Test
    void findsTheTextWithinBase64WhateverStandsAroundIt() throws IOException {
        for (int before = 0; before < 6; before++) {
            for (int after = 0; after < 4; after++) {
                String text = "#".repeat(before) + CANARY + "#".repeat(after);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                assertThat(search(Base64.getEncoder().encode(bytes)))
                        .extracting(CanarySearch.Hit::form)
                        .containsExactly("base64");
                assertThat(search(Base64.getUrlEncoder().encode(bytes)))
                        .extracting(CanarySearch.Hit::form)
                        .containsExactly("base64");
            }
        }
    }

    @Test
    void findsNothingElse() throws IOException {
        byte[] bytes = new byte[2 * BUFFER];
        Arrays.fill(bytes, (byte) 'K');
        assertThat(search(bytes)).isEmpty();
    }
}
