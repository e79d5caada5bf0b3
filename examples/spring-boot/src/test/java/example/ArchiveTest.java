package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.aliyun.oss.OSS;
import io.coffer.boot.test.AutoConfigureCoffer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
        properties = {
            "archive.endpoint=${coffer.endpoint}",
            "archive.access-key-id=${coffer.access-key-id}",
            "archive.access-key-secret=${coffer.access-key-secret}"
        })
@AutoConfigureCoffer(buckets = "documents", encryption = "KMS")
class ArchiveTest {
    @Test
    void documentsAreKeptEncrypted(@Autowired Archive archive, @Autowired OSS oss) throws Exception {
        byte[] document = {1, 2, 3};
        archive.put("contract.pdf", document);
        assertArrayEquals(document, archive.get("contract.pdf"));
        assertEquals("KMS", oss.getObjectMetadata("documents", "contract.pdf").getServerSideEncryption());
    }
}
