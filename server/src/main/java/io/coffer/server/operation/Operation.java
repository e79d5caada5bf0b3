package io.coffer.server.operation;

import io.coffer.model.Contract;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.VersionId;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.Permit;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One API call as one value: router, permission, metric and documentation are derived from it. It runs only with a
 * {@link Permit}; its handler is not reachable in another way, which is why this is no record.
 */
public final class Operation {
    private final String name;
    private final Route route;
    private final Access access;
    private final Body body;
    private final boolean differsByContract;
    private final boolean createsBucket;
    private final State state;
    private final Function<Call, OssResponse> handler;

    private Operation(Declaration declaration, Function<Call, OssResponse> handler) {
        this.name = declaration.name;
        this.route = new Route(
                declaration.method,
                declaration.level,
                // in the order of the enum, so that names made of them are stable
                Collections.unmodifiableSet(EnumSet.copyOf(declaration.selectors)),
                Optional.ofNullable(declaration.header),
                Optional.ofNullable(declaration.parameter),
                declaration.anyResource);
        this.access = declaration.access;
        this.body = declaration.body;
        this.differsByContract = declaration.differsByContract;
        this.createsBucket = declaration.createsBucket;
        this.state = declaration.state;
        this.handler = handler;
    }

    /** What there is behind the operation. */
    public enum State {
        /** It does what OSS does. */
        WORKS,
        /** It keeps a setting that acts on other requests or on what is stored. */
        STORED_AND_HONOURED,
        /** It keeps a setting and gives it back; a single server has nothing that it could act on. */
        STORED
    }

    /** How the operation takes its body: not at all or as a stream, or as a document read whole and bounded. */
    public sealed interface Body {
        record Stream() implements Body {}

        record Document(int maxBytes) implements Body {}

        /** A form, whose fields say who sends it and what is to be done with the file in it. */
        record Form() implements Body {}
    }

    /**
     * What a caller needs.
     *
     * @param action the RAM action; empty for what is {@link Subject.Open}
     * @param versionAction the RAM action when the request names a version
     * @param kind whether an ACL can grant it
     */
    public record Access(String action, String versionAction, AccessKind kind, Subject subject) {
        /** What this request needs. */
        public String action(OssRequest request) {
            return request.query().has("versionId") ? versionAction : action;
        }

        /** What one of the items that a document names needs. */
        public String action(Item item) {
            return item.version().isPresent() ? versionAction : action;
        }

        /** Whether the version that a request names is what it is about: what writes anew never means one. */
        public boolean meansVersion() {
            return kind == AccessKind.ADMINISTRATIVE || !action.equals(versionAction);
        }
    }

    /** An object that a document names, or one version of it. */
    public record Item(ObjectKey key, Optional<VersionId> version) {}

    /** What the action is on. */
    public sealed interface Subject {
        /** The service, bucket or object that the request addresses. */
        record Addressed() implements Subject {}

        /** The caller's own account, whoever has a bucket of that name. */
        record OwnAccount() implements Subject {}

        /** Nothing: whoever asks is answered, without a look at its signature. */
        record Open() implements Subject {}

        /** Each object that the document names. */
        record EachItem(Function<OssRequest, List<Item>> items) implements Subject {}
    }

    public String name() {
        return name;
    }

    public Route route() {
        return route;
    }

    public Access access() {
        return access;
    }

    public Body body() {
        return body;
    }

    /** The status of a refusal by this operation. */
    public int status(OssError error, Contract contract) {
        return differsByContract ? error.status(contract) : error.status();
    }

    public boolean differsByContract() {
        return differsByContract;
    }

    /** Whether it changes settings of a bucket or an account, or makes or deletes a bucket. */
    public boolean changesSettings() {
        boolean writes = switch (route.method()) {
            case PUT, POST, DELETE -> true;
            case GET, HEAD, OPTIONS -> false;
        };
        return writes
                && route.level() != Level.OBJECT
                && access.kind() == AccessKind.ADMINISTRATIVE
                && !(access.subject() instanceof Subject.Open);
    }

    public boolean createsBucket() {
        return createsBucket;
    }

    public State state() {
        return state;
    }

    public OssResponse run(OssRequest request, Optional<BucketSnapshot> bucket, Permit permit, Rights rights) {
        return handler.apply(new Call(request, bucket, permit, rights));
    }

    public static Named named(String name) {
        return new Named(name);
    }

    /** First stage: the name is given. */
    public record Named(String name) {
        public Declaration on(Method method, Level level) {
            return new Declaration(name, method, level);
        }
    }

    /** Second stage: the route is refined until what it requires is said. */
    public static final class Declaration {
        private final String name;
        private final Method method;
        private final Level level;
        private final Set<Subresource> selectors = EnumSet.noneOf(Subresource.class);
        private @Nullable String header;
        private Route.@Nullable RequiredParameter parameter;
        private Access access = new Access("", "", AccessKind.ADMINISTRATIVE, new Subject.Addressed());
        private Body body = new Body.Stream();
        private boolean differsByContract;
        private boolean createsBucket;
        private State state = State.WORKS;
        private boolean anyResource;

        private Declaration(String name, Method method, Level level) {
            this.name = name;
            this.method = method;
            this.level = level;
        }

        public Declaration subresource(Subresource... keywords) {
            selectors.addAll(List.of(keywords));
            return this;
        }

        public Declaration withHeader(String name) {
            header = name;
            return this;
        }

        /** @param values any of them will do; without one, the parameter must only be there */
        public Declaration withParameter(String name, String... values) {
            parameter = new Route.RequiredParameter(name, List.of(values));
            return this;
        }

        /** Whatever the request addresses, with any parameters. */
        public Declaration onAnyResource() {
            anyResource = true;
            return this;
        }

        /** The body is a document, read whole before the operation runs and refused beyond the bound. */
        public Declaration document(int maxBytes) {
            body = new Body.Document(maxBytes);
            return this;
        }

        /** The body is a form: its sender, its object and its headers come from the fields. */
        public Declaration form() {
            body = new Body.Form();
            return this;
        }

        /** Its page and the live service answer some refusals with different statuses. */
        public Declaration differsByContract() {
            differsByContract = true;
            return this;
        }

        public Declaration state(State declared) {
            state = declared;
            return this;
        }

        /** A missing bucket is made, so it does not refuse the request. */
        public Declaration createsBucket() {
            createsBucket = true;
            return this;
        }

        public Guarded requires(String action, AccessKind kind) {
            return requires(action, action, kind);
        }

        /** As {@link #requires(String, AccessKind)}, with an action of its own for requests that name a version. */
        public Guarded requires(String action, String versionAction, AccessKind kind) {
            access = new Access(action, versionAction, kind, new Subject.Addressed());
            return new Guarded(this);
        }

        /** The owner of the bucket, or a caller whose policy allows it; no ACL grants it. */
        public Guarded requires(String action) {
            return requires(action, AccessKind.ADMINISTRATIVE);
        }

        /** Anyone may, also without a signature: only for what tells of nothing that is protected. */
        public Guarded requiresNothing() {
            access = new Access("", "", AccessKind.ADMINISTRATIVE, new Subject.Open());
            return new Guarded(this);
        }

        public Guarded requiresInOwnAccount(String action) {
            access = new Access(action, action, AccessKind.ADMINISTRATIVE, new Subject.OwnAccount());
            return new Guarded(this);
        }

        public Guarded requiresForEachItem(
                String action, String versionAction, AccessKind kind, Function<OssRequest, List<Item>> items) {
            access = new Access(action, versionAction, kind, new Subject.EachItem(items));
            return new Guarded(this);
        }
    }

    /** Third stage: what it requires is said. */
    public record Guarded(Declaration declaration) {
        public <I> Decoded<I> decode(Function<Call, I> decoder) {
            return new Decoded<>(declaration, decoder);
        }
    }

    /** Fourth stage: the input's form is known. */
    public record Decoded<I>(Declaration declaration, Function<Call, I> decoder) {
        public <O> Handled<I, O> handle(Function<I, O> handler) {
            return new Handled<>(declaration, decoder, handler);
        }
    }

    /** Fifth stage: only the answer's form is missing. */
    public record Handled<I, O>(Declaration declaration, Function<Call, I> decoder, Function<I, O> handler) {
        public Operation encode(Function<O, OssResponse> encoder) {
            return new Operation(declaration, decoder.andThen(handler).andThen(encoder));
        }
    }
}
