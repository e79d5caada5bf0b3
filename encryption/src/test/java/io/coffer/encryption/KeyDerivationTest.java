package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 5869, appendix A.1. */
    @Test
    void isHkdfWithSha256() {
        assertThat(HEX.formatHex(KeyDerivation.derive(
                        Extents.filled(22, 0x0b),
                        HEX.parseHex("000102030405060708090a0b0c"),
                        HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"),
                        42)))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    /** RFC 5869, appendix A.3: no salt, no info. */
    @Test
    void worksWithoutASalt() {
        assertThat(HEX.formatHex(
                        KeyDerivation.derive(Extents.filled(22, 0x0b), KeyDerivation.NO_SALT, new byte[0], 42)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @Test
    void theInfoNamesSchemePurposeSuiteAndPlace() {
        ExtentContext place = new ExtentContext(Extents.BUCKET, Extents.BLOB, 0x0102030405060708L);

        assertThat(HEX.formatHex(KeyDerivation.info(Purpose.EXTENT, 2, place)))
                .isEqualTo("636f666665722f31" + "01" + "02" + "b0".repeat(16) + "d0".repeat(16) + "0102030405060708");
    }
}
