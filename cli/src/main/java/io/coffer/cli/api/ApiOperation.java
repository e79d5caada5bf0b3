package io.coffer.cli.api;

import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters.Parameter;
import java.util.List;

/**
 * An operation of the OSS API.
 *
 * @param name as in {@code PutBucketEncryption}
 * @param query what is always sent
 */
record ApiOperation(
        String name,
        Method method,
        Level level,
        List<Parameter> query,
        List<ApiParameter> parameters,
        String description) {
    /** What an operation is about. */
    enum Level {
        SERVICE,
        BUCKET,
        OBJECT
    }

    String verb() {
        return ApiParameter.kebab(name);
    }

    /** Whether what is answered is content and no document. */
    boolean answersContent() {
        return parameters.stream().anyMatch(parameter -> parameter.place() == ApiParameter.Place.CONTENT);
    }
}
