package io.coffer.model.lifecycle;

import io.coffer.model.StorageClass;

/** What is to be done with one version of an object. */
public sealed interface LifecycleAction {
    /** of the version that was judged */
    String version();

    /** of the rule that asks for it */
    String ruleId();

    /** The current version goes: for good in a bucket without versions, else below a delete marker. */
    record Expire(String version, String ruleId) implements LifecycleAction {}

    /** A version that was replaced goes for good. */
    record DeleteNoncurrent(String version, String ruleId) implements LifecycleAction {}

    /** A delete marker goes that is all that is left of its key. */
    record RemoveMarker(String version, String ruleId) implements LifecycleAction {}

    /** The version's class becomes colder. */
    record Move(String version, String ruleId, StorageClass storageClass) implements LifecycleAction {}
}
