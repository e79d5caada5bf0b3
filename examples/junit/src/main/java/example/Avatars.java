package example;

import com.aliyun.oss.OSS;
import com.aliyun.oss.model.OSSObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Pictures of users, in a bucket. */
public class Avatars {
    private final OSS oss;
    private final String bucket;

    public Avatars(OSS oss, String bucket) {
        this.oss = oss;
        this.bucket = bucket;
    }

    public void put(String user, byte[] picture) {
        oss.putObject(bucket, "avatars/" + user, new ByteArrayInputStream(picture));
    }

    public byte[] get(String user) throws IOException {
        try (OSSObject object = oss.getObject(bucket, "avatars/" + user);
                InputStream content = object.getObjectContent()) {
            return content.readAllBytes();
        }
    }
}
