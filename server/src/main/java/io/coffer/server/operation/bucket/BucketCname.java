package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.protocol.Addressing;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.CnameXml;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.CnameBindings;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Domains of customers' own that stand for a bucket, and the tokens that prove whose they are. */
public final class BucketCname implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final int MAX_DOMAIN = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")+");
    private static final String STEP = Subresource.COMP.keyword();
    private static final String TOKEN_STEP = "token";

    private final CnameBindings bindings;
    private final Addressing addressing;

    public BucketCname(CnameBindings bindings, Addressing addressing) {
        this.bindings = bindings;
        this.addressing = addressing;
    }

    private record Input(BucketSnapshot bucket, String domain) {}

    private record Issued(Input input, CnameBindings.Token token) {}

    @Override
    public List<Operation> operations() {
        return List.of(putCname(), listCname(), deleteCname(), createToken(), getToken());
    }

    private Operation putCname() {
        return Operation.named("PutCname")
                .on(Method.POST, Level.BUCKET)
                .subresource(Subresource.CNAME)
                .withParameter(STEP, "add")
                .document(MAX_DOCUMENT)
                .state(Operation.State.STORED_AND_HONOURED)
                .requires("oss:PutCname")
                .decode(this::fromDocument)
                .handle(input -> {
                    bindings.bind(input.bucket(), input.domain());
                    return input;
                })
                .encode(input -> OssResponse.empty(200));
    }

    private Operation listCname() {
        return Operation.named("ListCname")
                .on(Method.GET, Level.BUCKET)
                .subresource(Subresource.CNAME)
                .requires("oss:ListCname")
                .decode(Call::existingBucket)
                .handle(this::list)
                .encode(OssResponse::xml);
    }

    private Operation deleteCname() {
        return Operation.named("DeleteCname")
                .on(Method.POST, Level.BUCKET)
                .subresource(Subresource.CNAME)
                .withParameter(STEP, "delete")
                .document(MAX_DOCUMENT)
                .requires("oss:DeleteCname")
                .decode(this::fromDocument)
                .handle(input -> {
                    bindings.release(input.bucket(), input.domain());
                    return input;
                })
                .encode(input -> OssResponse.empty(200));
    }

    private Operation createToken() {
        return Operation.named("CreateCnameToken")
                .on(Method.POST, Level.BUCKET)
                .subresource(Subresource.CNAME)
                .withParameter(STEP, TOKEN_STEP)
                .document(MAX_DOCUMENT)
                .requires("oss:CreateCnameToken")
                .decode(this::fromDocument)
                .handle(input -> new Issued(input, bindings.createToken(input.bucket(), input.domain())))
                .encode(BucketCname::encode);
    }

    private Operation getToken() {
        return Operation.named("GetCnameToken")
                .on(Method.GET, Level.BUCKET)
                .subresource(Subresource.CNAME)
                .withParameter(STEP, TOKEN_STEP)
                .requires("oss:GetCnameToken")
                .decode(call -> new Input(
                        call.existingBucket(),
                        domain(call.request()
                                .query()
                                .first(Subresource.CNAME.keyword())
                                .orElse(""))))
                .handle(input -> new Issued(
                        input,
                        bindings.token(input.bucket(), input.domain())
                                .orElseThrow(() -> OssError.CNAME_TOKEN_NOT_FOUND.with("Cname", input.domain()))))
                .encode(BucketCname::encode);
    }

    private Input fromDocument(Call call) {
        return new Input(call.existingBucket(), domain(CnameXml.parse(Documents.body(call.request()))));
    }

    /** A name under a service domain already means a bucket, so it can mean no other. */
    private String domain(String text) {
        String domain = text.toLowerCase(Locale.ROOT);
        if (domain.length() > MAX_DOMAIN
                || !DOMAIN.matcher(domain).matches()
                || addressing.isUnderServiceDomain(domain)) {
            throw OssError.invalidArgument("Domain", text, "The domain is not valid.");
        }
        return domain;
    }

    private byte[] list(BucketSnapshot bucket) {
        return CnameXml.writeList(
                bucket.name().value(),
                bucket.owner(),
                bindings.of(bucket).stream()
                        .map(binding -> new CnameXml.Bound(binding.domain(), binding.bound()))
                        .toList());
    }

    private static OssResponse encode(Issued issued) {
        return OssResponse.xml(CnameXml.writeToken(
                issued.input().bucket().name().value(),
                issued.input().domain(),
                issued.token().token(),
                issued.token().expires()));
    }
}
