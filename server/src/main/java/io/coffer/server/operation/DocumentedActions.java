package io.coffer.server.operation;

import java.util.List;
import java.util.stream.Stream;

/**
 * Actions that Alibaba documents for OSS and STS and that no operation here needs, so that policies that name them are
 * taken as they are. https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
 */
public final class DocumentedActions {
    private static final String OSS = """
            ActivateProduct CreateOrder GetService
            BypassGovernanceRetention CleanRestoredObjectVersion
            PutBucketRTC ReplicateList ReplicateGet ReplicatePut ReplicateDelete
            OpenMetaQuery GetMetaQueryStatus DoMetaQuery CloseMetaQuery DoMetaQueryAction
            CreateDataset GetDataset UpdateDataset DeleteDataset ListDatasets SimpleQuery SemanticQuery
            DoDataPipeLineAction
            InitUserAntiDDosInfo UpdateUserAntiDDosInfo GetUserAntiDDosInfo
            InitBucketAntiDDosInfo UpdateBucketAntiDDosInfo ListBucketAntiDDosInfo
            CreateAccessPoint GetAccessPoint DeleteAccessPoint ListAccessPoints
            PutAccessPointPolicy GetAccessPointPolicy DeleteAccessPointPolicy
            PutAccessPointPublicAccessBlock GetAccessPointPublicAccessBlock DeleteAccessPointPublicAccessBlock
            CreateAccessPointForObjectProcess GetAccessPointForObjectProcess DeleteAccessPointForObjectProcess
            ListAccessPointsForObjectProcess
            PutAccessPointConfigForObjectProcess GetAccessPointConfigForObjectProcess
            PutAccessPointPolicyForObjectProcess GetAccessPointPolicyForObjectProcess
            DeleteAccessPointPolicyForObjectProcess WriteGetObjectResponse
            PutLiveChannel ListLiveChannel DeleteLiveChannel PutLiveChannelStatus GetLiveChannel GetLiveChannelInfo
            GetLiveChannelStat GetLiveChannelHistory PostVodPlaylist GetVodPlaylist PublishRtmpStream
            ProcessImm PostProcessTask ProcessObject AsyncProcessObject ImgSaveAs
            PutBucketProcess GetBucketProcess PutAsyncFetchTask GetAsyncFetchTask
            PutBucketQoSInfo GetBucketQoSInfo DeleteBucketQoSInfo GetUserQosInfo
            PutBucketRequesterQoSInfo GetBucketRequesterQoSInfo ListBucketRequesterQoSInfo
            ListBucketRequesterQoSInfos DeleteBucketRequesterQoSInfo
            ListResourcePools GetResourcePoolInfo ListResourcePoolBuckets
            PutResourcePoolRequesterQoSInfo GetResourcePoolRequesterQoSInfo ListResourcePoolRequesterQoSInfos
            DeleteResourcePoolRequesterQoSInfo PutResourcePoolBucketGroup ListResourcePoolBucketGroups
            PutResourcePoolBucketGroupQoSInfo GetResourcePoolBucketGroupQoSInfo
            ListResourcePoolBucketGroupQoSInfos DeleteResourcePoolBucketGroupQoSInfo
            PutBucketStorageCapacity GetBucketStorageCapacity
            PutBucketCallbackPolicy GetBucketCallbackPolicy DeleteBucketCallbackPolicy
            PutBucketOverwriteConfig GetBucketOverwriteConfig DeleteBucketOverwriteConfig
            CreateVpcip ListVpcip DeleteVpcip CreateBucketVpcip DeleteBucketVpcip GetBucketVpcip
            CreateUdf GetUdf DeleteUdf ListUdfs UploadUdfImage GetUdfImageInfo DeleteUdfImage
            CreateUdfApplication GetUdfApplicationInfo UpgradeUdfApplication ResizeUdfApplication
            DeleteUdfApplication ListUdfApplications GetUdfApplicationLog
            CreateDirectory DeleteDirectory Rename
            PutVectorBucket GetVectorBucket ListVectorBuckets DeleteVectorBucket
            PutVectorIndex GetVectorIndex ListVectorIndexes DeleteVectorIndex
            PutVectors GetVectors ListVectors QueryVectors DeleteVectors
            """;

    private static final String STS = """
            AssumeRole AssumeRoleWithSAML AssumeRoleWithOIDC AssumeRoleWithServiceIdentity GetCallerIdentity
            GenerateSessionAccessKey SetContext SetSourceIdentity TagSession
            """;

    private DocumentedActions() {}

    /** Of the form {@code service:Action}. */
    public static List<String> all() {
        return Stream.concat(of("oss:", OSS), of("sts:", STS)).toList();
    }

    private static Stream<String> of(String service, String names) {
        return Stream.of(names.trim().split("\\s+")).map(name -> service + name);
    }
}
