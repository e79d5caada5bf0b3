package example;

import com.aliyun.oss.OSS;
import com.aliyun.oss.model.OSSObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Service;

/** Documents, in a bucket. */
@Service
public class Archive {
    private final OSS oss;
    private final String bucket;

    public Archive(OSS oss, ArchiveApplication.Settings settings) {
        this.oss = oss;
        this.bucket = settings.bucket();
    }

    public void put(String name, byte[] document) {
        oss.putObject(bucket, name, new ByteArrayInputStream(document));
    }

    public byte[] get(String name) throws IOException {
        try (OSSObject object = oss.getObject(bucket, name);
                InputStream content = object.getObjectContent()) {
            return content.readAllBytes();
        }
    }
}
