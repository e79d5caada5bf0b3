package io.coffer.server.ring;

import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;

import java.util.Optional;

/** Every way to make an object, so that a rule about encryption can be tried on each. */
enum EncryptionWrites {
    PUT_OBJECT {
        @Override
        Answer write(Client client, String bucket, String key, String... headers) {
            return with(client.object(PUT, bucket, key).body("content"), headers)
                    .send();
        }
    },
    POST_OBJECT {
        @Override
        Answer write(Client client, String bucket, String key, String... headers) {
            Form form = client.credentials()
                    .map(signer -> new Form()
                            .signed(
                                    signer.accessKeyId(),
                                    Ring.secretOf(signer.accessKeyId()),
                                    Form.policy(client.clock().instant())))
                    .orElseGet(Form::new)
                    .field("key", key);
            for (int at = 0; at < headers.length; at += 2) {
                form.field(headers[at], headers[at + 1]);
            }
            return new Client(client.port(), Optional.empty(), client.clock())
                    .bucket(POST, bucket)
                    .header("content-type", Form.TYPE)
                    .body(form.file("content").bytes())
                    .send();
        }
    },
    APPEND_OBJECT {
        @Override
        Answer write(Client client, String bucket, String key, String... headers) {
            return append(client, bucket, key, 0, headers);
        }
    },
    COPY_OBJECT {
        @Override
        Answer write(Client client, String bucket, String key, String... headers) {
            return with(
                            client.object(PUT, bucket, key)
                                    .header("x-oss-copy-source", "/" + SOURCE_BUCKET + "/" + SOURCE_KEY),
                            headers)
                    .send();
        }
    },
    INITIATE_MULTIPART_UPLOAD {
        @Override
        Answer write(Client client, String bucket, String key, String... headers) {
            return with(client.object(POST, bucket, key).with("uploads"), headers)
                    .send();
        }
    };

    static final String SOURCE_BUCKET = "sources";
    static final String SOURCE_KEY = "source";

    /** @param headers name after value after name */
    abstract Answer write(Client client, String bucket, String key, String... headers);

    static Answer append(Client client, String bucket, String key, long position, String... headers) {
        return with(
                        client.object(POST, bucket, key)
                                .with("append")
                                .with("position", Long.toString(position))
                                .body("content"),
                        headers)
                .send();
    }

    private static Call with(Call call, String... headers) {
        for (int at = 0; at < headers.length; at += 2) {
            call.header(headers[at], headers[at + 1]);
        }
        return call;
    }
}
