package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import io.coffer.junit.As;
import io.coffer.junit.CofferServer;
import io.coffer.junit.RamUser;
import org.junit.jupiter.api.Test;

@CofferServer(buckets = "users", encryption = "KMS")
@RamUser(name = "reader", policy = """
        {"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:users/avatars/*"},
          {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}]}
        """)
class AvatarsTest {
    private static final byte[] PICTURE = {1, 2, 3};

    @Test
    void whatWasPutIsThere(OSS oss) throws Exception {
        Avatars avatars = new Avatars(oss, "users");
        avatars.put("mei", PICTURE);
        assertArrayEquals(PICTURE, avatars.get("mei"));
        assertEquals("KMS", oss.getObjectMetadata("users", "avatars/mei").getServerSideEncryption());
    }

    @Test
    void readersOnlyRead(OSS oss, @As("reader") OSS reader) throws Exception {
        new Avatars(oss, "users").put("mei", PICTURE);
        Avatars avatars = new Avatars(reader, "users");
        assertArrayEquals(PICTURE, avatars.get("mei"));
        OSSException refusal = assertThrows(OSSException.class, () -> avatars.put("mei", PICTURE));
        assertEquals("AccessDenied", refusal.getErrorCode());
    }
}
