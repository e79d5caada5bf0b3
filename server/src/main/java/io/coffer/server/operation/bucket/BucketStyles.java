package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.setting.ImageStyles;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.StyleXml;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** PutStyle, GetStyle, ListStyle and DeleteStyle: named ways of processing images, kept for who processes them. */
public final class BucketStyles implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,63}");
    private static final String DEFAULT_CATEGORY = "image";

    private final Buckets buckets;
    private final Clock clock;

    public BucketStyles(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    private record Change(BucketSnapshot bucket, ImageStyles.Style style) {}

    private record Named(BucketSnapshot bucket, String name) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutStyle")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.STYLE)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED)
                        .requires("oss:PutStyle")
                        .decode(this::change)
                        .handle(change -> buckets.change(change.bucket(), record -> with(record, change.style())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetStyle")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.STYLE)
                        .withParameter(Subresource.STYLE_NAME.keyword())
                        .requires("oss:GetStyle")
                        .decode(BucketStyles::named)
                        .handle(BucketStyles::style)
                        .encode(style -> OssResponse.xml(StyleXml.write(style))),
                Operation.named("ListStyle")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.STYLE)
                        .requires("oss:ListStyle")
                        .decode(Call::existingBucket)
                        .handle(bucket -> styles(bucket.record()))
                        .encode(styles -> OssResponse.xml(StyleXml.write(styles))),
                Operation.named("DeleteStyle")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.STYLE)
                        .requires("oss:DeleteStyle")
                        .decode(BucketStyles::named)
                        .handle(input -> buckets.change(
                                input.bucket(),
                                record -> record.with(
                                        BucketSettings.STYLES, styles(record).without(input.name()))))
                        .encode(bucket -> OssResponse.empty(204)));
    }

    private Change change(Call call) {
        Named named = named(call);
        String content = StyleXml.parse(Documents.body(call.request()));
        String category = call.request()
                .query()
                .first("category")
                .filter(text -> !text.isEmpty())
                .orElse(DEFAULT_CATEGORY);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Change(named.bucket(), new ImageStyles.Style(named.name(), content, category, now, now));
    }

    private static Named named(Call call) {
        String keyword = Subresource.STYLE_NAME.keyword();
        String name = call.request().query().first(keyword).orElse("");
        if (!NAME.matcher(name).matches()) {
            throw OssError.invalidArgument(keyword, name, "The name of the style is not valid.");
        }
        return new Named(call.existingBucket(), name);
    }

    private static BucketRecord with(BucketRecord record, ImageStyles.Style style) {
        ImageStyles changed = styles(record).with(style);
        if (changed.styles().size() > ImageStyles.MAX_STYLES) {
            throw OssError.invalidArgument(
                    Subresource.STYLE_NAME.keyword(),
                    style.name(),
                    "A bucket has at most " + ImageStyles.MAX_STYLES + " styles.");
        }
        return record.with(BucketSettings.STYLES, changed);
    }

    private static ImageStyles.Style style(Named input) {
        return styles(input.bucket().record())
                .named(input.name())
                .orElseThrow(() -> OssError.NO_SUCH_STYLE.with("StyleName", input.name()));
    }

    private static ImageStyles styles(BucketRecord record) {
        return record.settings().get(BucketSettings.STYLES).orElse(ImageStyles.NONE);
    }
}
