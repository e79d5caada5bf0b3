package io.coffer.cli;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Brings material for a key; it travels under a public key that the server made for it alone. */
@Command(
        name = "import",
        description = {
            "Gives a key that was created as external its 32 bytes of material.",
            "Keep a copy: deleted or expired material can be replaced only by the same."
        })
final class KeyImportVerb extends KeyVerbs.OnKey {
    @Parameters(index = "1", paramLabel = "FILE", description = "The 32 bytes; - is standard input.")
    private Path file = Path.of("-");

    @Option(names = "--expires", paramLabel = "TIME", description = "When it is deleted, as 2027-01-31T00:00:00Z.")
    private String expires = "";

    @Override
    View run(AdministrationClient administration) {
        JsonNode parameters = administration.call(
                Api.KMS,
                "GetParametersForImport",
                Map.of("KeyId", key(), "WrappingKeySpec", "RSA_2048", "WrappingAlgorithm", "RSAES_OAEP_SHA_256"));
        Map<String, String> given = new TreeMap<>();
        given.put("ImportToken", parameters.path("ImportToken").asString(""));
        byte[] material = KeyUseVerbs.content(file);
        given.put(
                "EncryptedKeyMaterial",
                encrypted(material, parameters.path("PublicKey").asString("")));
        Arrays.fill(material, (byte) 0);
        if (!expires.isEmpty()) {
            given.put("KeyMaterialExpireUnix", Long.toString(expiry().getEpochSecond()));
        }
        return done(administration, "ImportKeyMaterial", given, "has its material");
    }

    private Instant expiry() {
        try {
            return Instant.parse(expires);
        } catch (DateTimeException malformed) {
            throw new UsageException("--expires is a time such as 2027-01-31T00:00:00Z");
        }
    }

    private static String encrypted(byte[] material, String publicKey) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            return Base64.getEncoder().encodeToString(cipher.doFinal(material));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new UsageException("the material cannot be encrypted for its way: "
                    + unusable.getClass().getSimpleName());
        }
    }
}
