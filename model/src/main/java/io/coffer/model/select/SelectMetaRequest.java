package io.coffer.model.select;

/**
 * A question for the number of records of an object.
 *
 * @param overwrite whether an earlier count is not good enough
 */
public record SelectMetaRequest(SelectInput input, boolean overwrite) {}
