// Generated from docs/api/openapi.json by `npm run types`. Do not edit.
export interface paths {
    "/api/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 留痕条目，新的在前 */
        get: operations["auditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出留痕条目
         * @description 筛选与留痕条目的列表相同，新的在前，不含附记；至多约 10 万条，更多时 X-Truncated 为 true。导出本身留痕，记下条数、筛选和文件摘要。
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/entries/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个条目及其附记（修改前后的内容）；查看附记本身也留痕 */
        get: operations["auditEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/entries/{seq}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个条目的证明文件，可用 tools/verify 独立核查 */
        get: operations["auditProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 签发当前树头 */
        get: operations["auditHead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 最近签发的树头，任何人可以保存并用来核对 */
        get: operations["publicHead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 责任追究清单和各单位件数 */
        get: operations["listAccountability"];
        put?: never;
        /** 从一个留痕条目立案追究责任 */
        post: operations["openAccountability"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 办结责任追究 */
        post: operations["closeAccountability"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/authorised/subjects/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 经主体授权查询 */
        get: operations["authorisedQuery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/subjects/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 政务共享查询 */
        get: operations["sharedSubject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 我申请的导出，新的在前 */
        get: operations["listExports"];
        put?: never;
        /** 申请批量导出 */
        post: operations["requestExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export-approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 待我批准和已办理的导出，新的在前 */
        get: operations["listExportApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 批准或不批准他人的导出 */
        post: operations["approveExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 下载导出文件，仅一次，每行带水印 */
        get: operations["downloadExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/anomalies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一天内查询次数异常的账号 */
        get: operations["queryAnomalies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/purposes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 查询用途清单 */
        get: operations["listPurposes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grantees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 可以授权查询的第三方 */
        get: operations["listGrantees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本地区的办理程序 */
        get: operations["listProcedures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/procedures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个程序：状态、步骤、期限与依据 */
        get: operations["getProcedure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 办件：本人的，或者本单位数据范围内的 */
        get: operations["listCases"];
        put?: never;
        /** 立案：以程序的立案步骤提出 */
        post: operations["createCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 待办：未办结、逾期、今日到期、三日内到期的件数 */
        get: operations["caseCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一件：经过、期限、文书、通知和现在可以办理的步骤 */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 办理一个步骤 */
        post: operations["takeCaseStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 延期：申请、批准、不批准 */
        post: operations["caseExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/recusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 承办人员申请回避 */
        post: operations["caseRecusal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/case-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 上传随步骤提交的材料 */
        post: operations["uploadCaseFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 下载随步骤提交的材料 */
        get: operations["getCaseFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 目录条目 */
        get: operations["listCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个条目的属性与字段 */
        get: operations["getEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue/{entry}/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 归集模板（XLSX） */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue/{entry}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 用过的条目版本及前后差异 */
        get: operations["entryVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workdays/add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 起始日之后第 N 个工作日，附说明 */
        get: operations["workdayAdd"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identifiers/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 核对一个标识 */
        post: operations["checkIdentifier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue-demands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 目录需求，新的在前 */
        get: operations["listDemands"];
        put?: never;
        /** 提出目录需求 */
        post: operations["demandEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue-demands/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 处理目录需求 */
        post: operations["decideDemand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 上传文件导入 */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 批次，新的在前 */
        get: operations["listBatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个批次 */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 批次的问题清单 */
        get: operations["getFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/annotated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 标注了问题的原文件
         * @description 本人提交的批次须有 collect.read；他人提交的批次另须有 collect.enter，因为文件载有提交时未遮蔽的内容（否则 403 ACCS-0201）。数据范围之外的批次、没有标注文件的批次均为 404。
         */
        get: operations["getAnnotated"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/grid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 有问题的行：列、问题分类、每行属于哪些分类
         * @description 导入结果页的索引，不含单元格内容。列名取自文件表头；文件不在时取自问题所在的字段。
         */
        get: operations["getBatchGrid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 若干行的内容和问题
         * @description 内容为提交时的原文，只给录入人员，每次查看留痕。退回的行给出 cells（按文件列），入库的行给出 values（按字段）。
         */
        get: operations["getBatchRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batches/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤回整个批次 */
        post: operations["withdrawBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/nil-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 零报告 */
        post: operations["createNilReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/registers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 上传决定台账 */
        post: operations["importRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 上传机构和人员的新批、备案、注销数据 */
        post: operations["importFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commitments/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 承诺书和告知承诺事项 */
        get: operations["listLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commitments/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 告知承诺事项的使用情况 */
        get: operations["commitmentItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commitments/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 待签署的承诺书全文 */
        post: operations["previewLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 信用承诺，新的在前 */
        get: operations["listCommitments"];
        put?: never;
        /** 作出信用承诺 */
        post: operations["createCommitment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commitments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一份信用承诺 */
        get: operations["getCommitment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commitments/{id}/finding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 记载违诺情况，供认定 */
        post: operations["findBreach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commitments/{id}/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 检查时逐项记载是否履行 */
        post: operations["checkCommitment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pledges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 公布政务信用承诺 */
        post: operations["createPledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/pledges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 政务信用承诺 */
        get: operations["publicPledges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/commitments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 公开的信用承诺及履行状态 */
        get: operations["publicCommitments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subject-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 为信用主体的自然人开立账号 */
        post: operations["createSubjectAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subject-accounts/{id}/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 登记身份核验；号码只以带密钥的摘要保存 */
        post: operations["verifyIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/delegates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 谁可以代表一个信用主体，含历史 */
        get: operations["listDelegates"];
        put?: never;
        /** 登记本人或代理人 */
        post: operations["createDelegate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/delegates/{user}/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 撤销授权，下一次请求起无效；历史保留 */
        delete: operations["endDelegate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本账号可以代表的信用主体，含历史 */
        get: operations["myDelegations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/delegates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 可以代表本主体的人，含历史 */
        get: operations["ownDelegates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluation/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 评价任务表单的选项 */
        get: operations["evaluationWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluation/evaluators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 评价专家和受托机构，合作协议 */
        get: operations["listEvaluators"];
        put?: never;
        /** 登记评价专家或受托机构的合作协议 */
        post: operations["addEvaluator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluation/evaluators/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 终止合作协议 */
        post: operations["endEvaluator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluation/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 评价任务，新的在前 */
        get: operations["listEvaluationTasks"];
        put?: never;
        /** 下达评价任务 */
        post: operations["giveEvaluationTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluation/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一项评价任务和提交的结果 */
        get: operations["getEvaluationTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluation/tasks/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤回评价任务 */
        post: operations["withdrawEvaluationTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluation/tasks/{id}/judgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 确认、退回或不采用一个评价结果；确认后才生效 */
        post: operations["judgeEvaluationResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/risks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 风险监控：主体的风险程度和原因，分数高的在前；只用于监督管理和风险预防 */
        get: operations["listRisks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/supervision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 监管类别：信用等级与行业综合评价的结合 */
        get: operations["subjectSupervision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluator/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 受托的评价任务 */
        get: operations["myEvaluationTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluator/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 受托的一项评价任务和提供的数据 */
        get: operations["myEvaluationTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evaluator/tasks/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 提交一个对象的评价结果 */
        post: operations["handInEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 评价模型的版本 */
        get: operations["listGradeModels"];
        put?: never;
        /** 把模型存为草案 */
        post: operations["addGradeModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/models/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 检查一份模型文本：问题、测试、变异得分，不保存 */
        post: operations["checkGradeModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/models/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 把本地区的示范模型载入为草案 */
        post: operations["loadGradeModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个版本：原文、经过、签名 */
        get: operations["getGradeModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/models/{id}/step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 模型的下一步 */
        post: operations["stepGradeModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/models/{id}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 对模型摘要签名；每个角色一人一次 */
        post: operations["signGradeModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/models/{id}/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 分值表（Excel） */
        get: operations["getPointsTable"];
        put?: never;
        /** 分值表导入为新草案；只改数值 */
        post: operations["importPointsTable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/grading/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 评价方法：等级、计分、限制、依据 */
        get: operations["getGradeMethod"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/cut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 截止检查：各来源是否已报送 */
        get: operations["checkGradeCut"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 评价批次，新的在前 */
        get: operations["listGradeRuns"];
        put?: never;
        /** 生成一个年度的等级（后台任务）；asOf 为试评 */
        post: operations["startGradeRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 复核：分布、变动、异常、缺口 */
        get: operations["getGradeRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 批次中的结果 */
        get: operations["gradeRunDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 复核通过，交主体预览 */
        post: operations["previewGradeRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 发布；须由另一人 */
        post: operations["publishGradeRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 作废未发布的批次 */
        post: operations["dropGradeRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 分级评价结果汇总表 */
        get: operations["gradeRunTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 推送与上报的状态 */
        get: operations["gradeRunDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/deliveries/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 失败的推送重新排队 */
        post: operations["retryGradeDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/commendation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 通报表扬稿 */
        get: operations["getCommendation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/runs/{id}/commendation/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 批准通报表扬；须由另一人 */
        post: operations["approveCommendation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/reforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 试算一份改革方案对全部主体的影响（后台任务） */
        post: operations["startReform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/grades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个主体的历次等级 */
        get: operations["subjectGrades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/decisions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 等级的解释：逐行、条款、异议成立时、距上一级、日历 */
        get: operations["explainGrade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/decisions/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 按当时的模型与事实重算 */
        get: operations["replayGrade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/decisions/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 主体对等级的意见 */
        get: operations["listGradeAnswers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/answers/{id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 答复主体的意见 */
        post: operations["replyGradeAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/grades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人的等级 */
        get: operations["myGrades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/grades/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人等级的解释 */
        get: operations["explainMyGrade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/grades/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 预览期内提出意见 */
        post: operations["answerMyGrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/grades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 已公布的等级，按地区和类型 */
        get: operations["publicGrades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 已公布的行业综合评价，新的在前 */
        get: operations["publicEvaluations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 标记异议、修复、撤销，并重新评价 */
        post: operations["markGradeFact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 等级调整 */
        get: operations["listGradeOverrides"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/decisions/{id}/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 提出等级调整；须另一人决定 */
        post: operations["proposeGradeOverride"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/overrides/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 决定等级调整 */
        post: operations["decideGradeOverride"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 录入的评价事实，新的在前 */
        get: operations["listGradeFacts"];
        put?: never;
        /** 录入没有目录条目的评价事实 */
        post: operations["addGradeFact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/facts/{id}/step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 核实、不属实、撤销，或转为负面信息（写明记录） */
        post: operations["stepGradeFact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/practice-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 记不良执业行为分 */
        post: operations["addPracticePoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/practice-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 不良执业行为记分与周期合计 */
        get: operations["getPracticePoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 声明来源已报送或没有信息 */
        post: operations["declareGradeFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 风险程度与信号，与等级无关 */
        get: operations["subjectRisk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 评价结果的应用事项 */
        get: operations["listGradeUses"];
        put?: never;
        /** 查询并登记一次应用：用的是哪一次结果、有何影响 */
        post: operations["useGrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 业务系统或平台领取推送 */
        get: operations["takeGradeDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 回执，或失败原因 */
        post: operations["endGradeDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/surveys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 调研 */
        get: operations["listGradeSurveys"];
        put?: never;
        /** 开展评价工作调研 */
        post: operations["openGradeSurvey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grading/surveys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 调研汇总 */
        get: operations["getGradeSurvey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/surveys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 回答调研：每题 1 到 5 */
        post: operations["answerGradeSurvey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人提交的后台任务，新的在前；scheduled=true 时为计划任务 */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个后台任务 */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 任务运行记录的事件流；断开后用 Last-Event-ID 从下一条继续 */
        get: operations["jobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 计划任务及其最近的运行 */
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 运行指标（Prometheus 文本格式） */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 名单及其依据、认定标准 */
        get: operations["creditLists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/standards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 施行认定标准 */
        post: operations["addListStandard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 名单信息，新的在前 */
        get: operations["listListEntries"];
        put?: never;
        /** 提出列入名单 */
        post: operations["proposeListing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一项名单信息 */
        get: operations["getListEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lists/exit-ratio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 严重失信主体退出比例（按季） */
        get: operations["listExitRatio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 公开的名单 */
        get: operations["publicLists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/lists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 名单中的主体 */
        get: operations["publicListPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/sealed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 查阅转档信息，写明理由 */
        post: operations["readSealedRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人的信用档案 */
        get: operations["myArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 谁查过我，新的在前 */
        get: operations["myAccessLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 我给出的授权，新的在前 */
        get: operations["myGrants"];
        put?: never;
        /** 授权第三方查询 */
        post: operations["createGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 撤回授权，立即生效 */
        delete: operations["withdrawGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 登记主体的书面授权 */
        post: operations["registerGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 站内消息：发给本人和本单位的，新的在前 */
        get: operations["myNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 标为已读；只对本人生效，重复不变 */
        post: operations["readNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 文书清单，新的在前 */
        get: operations["listPapers"];
        put?: never;
        /** 制发文书 */
        post: operations["issuePaper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 文书的内容、签名和送达情况 */
        get: operations["getPaper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 文书的 PDF，内含签名的内容 */
        get: operations["getPaperFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers/{id}/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 文书的网页 */
        get: operations["getPaperPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤销文书 */
        post: operations["revokePaper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 登记送达 */
        post: operations["deliverPaper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 登记送达回证，或者未能送达 */
        post: operations["confirmPaperDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/paper-forms/{paper}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 预填的表格，供签名后提交 */
        get: operations["getPaperForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/papers/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 按校验码核对文书 */
        get: operations["verifyPaper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/paper-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 核对文书签名的公钥 */
        get: operations["paperKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/paper-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 核对文书文件 */
        post: operations["verifyPaperFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 程序在运行 */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 可否提供服务：数据库、密钥、留痕、磁盘 */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本文档 */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/publicity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 正在公示的信息 */
        get: operations["publicListing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/publicity/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一条公示信息 */
        get: operations["publicRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 反映公示信息有误：转给提供该信息的科室 */
        post: operations["reportCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/subjects/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个机构的公示信息 */
        get: operations["publicSubject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 公开与使用所依据的文件 */
        get: operations["publicRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 按名称或代码查找有公示信息的机构 */
        get: operations["publicSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/publicity/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 待公示，急的在前 */
        get: operations["publicityDue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/publicity/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 公示前看一看公众会看到什么
         * @description 与公示后的公示页一致：同样的遮盖，公示日按今天算。依法不向公众展示的记录没有预览。
         */
        get: operations["previewPublicity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/publicity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 公示：按记录、按条目或全部待公示 */
        post: operations["publishRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/publicity/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤下公示 */
        post: operations["withdrawPublicity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/publicity/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 导出已公示记录的交换文件 */
        post: operations["exportPublicity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 更正、撤销信息的接收方和回执，等得最久的在前
         * @description open=true 为空即没有遗漏的接收方。
         */
        get: operations["listRecalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/recalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 我收到的撤销和更正提醒 */
        get: operations["myRecalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recalls/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 接收方或者提供单位登记回执 */
        post: operations["confirmRecall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 记录，新的在前 */
        get: operations["listRecords"];
        put?: never;
        /** 录入一条记录 */
        post: operations["createRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一条记录：版本、期限、流转、证据材料 */
        get: operations["getRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 更正或变更 */
        post: operations["correctRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 作废或撤回 */
        post: operations["voidRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 报送归口部门 */
        post: operations["submitRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 审核：合法性、真实性、准确性逐项确认 */
        post: operations["reviewRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 审核人退回 */
        post: operations["returnRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/send-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 归口部门退回 */
        post: operations["sendBackRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 归口部门录入信用网站 */
        post: operations["enterRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 上传证据材料 */
        post: operations["addAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/attachments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 下载证据材料 */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/registers/disorder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 严重危害正常医疗秩序责任人另册，每次查看都留痕 */
        get: operations["listDisorder"];
        put?: never;
        /** 记入另册 */
        post: operations["registerDisorder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/registers/disorder/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 按证件号码查另册；号码不进入地址 */
        post: operations["searchDisorder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/registers/disorder/{id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 移出另册 */
        post: operations["removeDisorder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/registers/outside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 其他部门名单与本地主体的比对结果 */
        get: operations["listOutsideMatches"];
        put?: never;
        /** 导入其他部门的名单，逐条比对，不自动列入 */
        post: operations["importOutsideList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/registers/outside/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 确认或者否认一条比对结果 */
        post: operations["decideOutsideMatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本地区的红黑榜 */
        get: operations["listBoards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/{board}/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个年度的榜单 */
        get: operations["getBoard"];
        put?: never;
        /** 按已公布的等级提出榜单，逐个由他人决定 */
        post: operations["proposeBoard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/{board}/{year}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 决定一个主体是否上榜 */
        post: operations["decideBoard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/boards/{board}/{year}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 制发一个年度的红黑榜 */
        post: operations["issueBoard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本地区的红黑榜 */
        get: operations["publicBoards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/boards/{board}/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个年度的榜单，只含已批准的 */
        get: operations["publicBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 专项治理 */
        get: operations["listCampaigns"];
        put?: never;
        /** 开展一项专项治理 */
        post: operations["startCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 把一条记录计入专项治理 */
        post: operations["addCampaignCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 结束并统计 */
        post: operations["closeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本人的负面信息能否修复、从何时起、还缺什么
         * @description 信用修复不收取任何费用。
         */
        get: operations["myRepair"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/repair/outlook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 如果修复，等级会变成什么 */
        post: operations["myRepairOutlook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个信用主体的负面信息的修复条件 */
        get: operations["subjectRepair"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/repair/outlook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 如果修复，等级会变成什么 */
        post: operations["repairOutlook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一条负面信息的修复条件、理由、条款和第一个可以申请的日期 */
        get: operations["recordRepair"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{id}/repair/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 认定单位写明修复条件是否具备
         * @description amount 为 0 表示不具备；志愿服务等写小时数。irreparable 须写明 clause，kind 和 evidence 须写明 name。
         */
        post: operations["stateRepairFact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repair/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 信用修复培训 */
        get: operations["listRepairTrainings"];
        put?: never;
        /** 组织信用修复培训 */
        post: operations["createRepairTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repair/trainings/{id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 登记到会和培训证明 */
        post: operations["noteRepairTraining"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repair/leftovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 已修复、渠道逾期没有撤下回执的 */
        get: operations["listRepairLeftovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/repairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 正在进行的信用修复公示 */
        get: operations["publicRepairs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repair/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本单位现在可以批量修复的一般行政处罚 */
        get: operations["listRepairCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repair/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 批量修复：逐条立案，逐条决定
         * @description 不写 records 时取全部可以批量修复的记录；本地区只能由当事人申请的不予受理。
         */
        post: operations["createRepairBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repair/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 批量修复的结果 */
        get: operations["getRepairBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/repair/batches/{id}/table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 批量修复结果清单（CSV） */
        get: operations["getRepairBatchTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/credit-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 出具本人的信用报告 */
        post: operations["myCreditReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/credit-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 出具一个主体的信用报告 */
        post: operations["issueCreditReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/paper-drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 定期报告的草稿 */
        get: operations["listPaperDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/paper-drafts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一份草稿的全部内容 */
        get: operations["getPaperDraft"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/paper-drafts/{id}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 改写草稿的一个文字字段 */
        post: operations["editPaperDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/paper-drafts/{id}/issue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 按草稿制发报告 */
        post: operations["issuePaperDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rulebook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 现行规则：期限、保存与公示期、配置取值、依据文件、行政区划，均附来源 */
        get: operations["getRulebook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 官方工作日历 */
        get: operations["getCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 首次设置：用启动时打印的一次性设置码建立三名管理员 */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本次登录的账号、权限与待办事项 */
        get: operations["whoAmI"];
        put?: never;
        /** 登录 */
        post: operations["signIn"];
        /** 退出登录 */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 登录页提供哪些登录方式 */
        get: operations["signInWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 转到统一身份认证（OpenID Connect 身份提供方）登录
         * @description 授权码流程，PKCE S256。没有接入身份提供方时为 404 ACCS-0402；身份提供方不可用时为 503 ACCS-0304 至 ACCS-0306。浏览器（Accept 含 text/html）被拒绝时，以 303 回到登录页 /console/sign-in?refused=错误码。
         */
        get: operations["oidcStart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/oidc/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 从统一身份认证返回，开始登录
         * @description 由浏览器带着身份提供方给出的参数访问；未列出的参数不作理会。每次尝试都记入留痕日志。浏览器（Accept 含 text/html）被拒绝时，以 303 回到登录页 /console/sign-in?refused=错误码。
         */
        get: operations["oidcReturn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 修改口令；其他登录随之结束 */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 绑定动态口令：先给 password 取得密钥，再给 code 生效 */
        post: operations["enrolTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 接受现行的安全管理和保密制度 */
        post: operations["acceptRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/subject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 选择本次登录代表的信用主体；空表示不选 */
        post: operations["speakFor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本账号的全部登录 */
        get: operations["mySessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 结束一次登录：本人的，或由系统管理员结束他人的 */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drafts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 读取草稿；没有时 content 为 null */
        get: operations["getDraft"];
        /** 保存草稿；登录过期后仍在，只有本人可见 */
        put: operations["saveDraft"];
        post?: never;
        /** 删除草稿 */
        delete: operations["removeDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/open-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 全部账号当前的登录，最近使用的在前，至多 500 个 */
        get: operations["openSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本人对负面信息的陈述，新的在前 */
        get: operations["myStatements"];
        put?: never;
        /**
         * 对本人的一条负面信息提交陈述
         * @description 陈述不改变记录；认为信息有误的，提出异议申请。CASE-0013 不是负面信息，CASE-0014 已有一份，CASE-0015 含有号码，CASE-0016 字数。
         */
        post: operations["fileStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/statements/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤回本人的陈述，立即不再展示 */
        post: operations["withdrawStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 管辖范围内的陈述，新的在前 */
        get: operations["listStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 决定是否在记录旁展示陈述
         * @description CASE-0017 已作决定或者已撤回，CASE-0018 不予展示未写理由。
         */
        post: operations["decideStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 按名称、曾用名、拼音或者证照号码查找主体，说明命中理由；查找自然人须写明用途 */
        get: operations["searchSubjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 合并重复的主体：loser 并入 winner，可以撤销 */
        post: operations["mergeSubjects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 信用档案，可以查看任一日的情况和截至任一日所知 */
        get: operations["getArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 两日之间档案的变化，逐条说明 */
        get: operations["compareArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subjects/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 注明用途后查看被遮盖的内容，留痕并可由主体查知 */
        post: operations["revealField"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/merges/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤销合并，两个主体各自恢复 */
        post: operations["undoMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 应办事项 */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 合格率、迟报率、瞒报率 */
        get: operations["getQuality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/self-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 单位自查清单 */
        get: operations["getSelfCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/self-check/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 提醒单位专人 */
        post: operations["remindOffice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quality/appraisal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 营商环境测评、法治政府建设考核、政务诚信监测的指标（按月，XLSX） */
        get: operations["getAppraisal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quality/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 迟报、瞒报、错报、不合格的每一条：记录、当日负责人、发出的提醒 */
        get: operations["getFaults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/systems/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个系统的签名密钥 */
        get: operations["listSystemKeys"];
        put?: never;
        /** 登记 SM2 公钥，或生成 HMAC-SM3 密钥（只告知这一次） */
        post: operations["createSystemKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/systems/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 撤销密钥，下一次请求起无效 */
        delete: operations["revokeSystemKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 账号，按编号 */
        get: operations["listUsers"];
        put?: never;
        /** 新建账号；一次性口令只告知这一次 */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一个账号 */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** 修改账号；停用、调动后其登录全部结束 */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/users/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 重置口令：另发一次性口令 */
        post: operations["resetUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 设定角色，立即生效 */
        put: operations["setRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 角色及其权限 */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 单位及专人 */
        get: operations["listUnits"];
        put?: never;
        /** 登记单位 */
        post: operations["createUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * 修改单位的名称、区划、代码、负责的目录
         * @description 没有写的不变；修改前后的内容记入留痕。标识不能修改。
         */
        patch: operations["changeUnit"];
        trace?: never;
    };
    "/api/units/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 指定专人，原专人任期止于前一日 */
        post: operations["setContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 解除因口令错误而锁定的账号，口令不变 */
        post: operations["unlockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 工作人员的姓名，按账号编号
         * @description 记录、批次、办理过程中的账号编号是谁。信用主体和外部查询人的账号不在其中。
         */
        get: operations["namesOfStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457 问题详情；code 见 docs/errors.md。 */
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            requestId: string;
            place?: string;
            basis?: string;
            remedy?: string;
            errors?: components["schemas"]["FieldError"][];
        };
        FieldError: {
            field: string;
            code: string;
            message: string;
            basis?: string;
        };
        AuditEntry: {
            entry: string;
            at: string;
            actor: string;
            role: string;
            unit: string;
            address: string;
            requestId: string;
            action: string;
            purpose: string;
            basis: string;
            objectType: string;
            object: string;
            subject: string;
            fields: string;
            allowed: boolean;
            rule: string;
            outcome: string;
        };
        AuditEntries: {
            items: components["schemas"]["AuditEntry"][];
            next?: string;
        };
        AuditProof: {
            /** @enum {string} */
            format: "medcredit-proof/1";
            origin: string;
            entry: string;
            index: number;
            size: number;
            inclusion: string[];
            head: string;
            publicKey: string;
        };
        AuditHead: {
            epoch: number;
            size: number;
            time: string;
            head: string;
            fingerprint: string;
            publicKey: string;
        };
        AccountabilityCode: {
            code: string;
            label: string;
            source: string;
        };
        AccountabilityCase: {
            id: string;
            act: number;
            unit: string;
            person: string | null;
            entry: string;
            openedAt: string;
            openedBy: string;
            measure: string | null;
            closing: string | null;
            closedAt: string | null;
        };
        AccountabilityCount: {
            unit: string;
            open: number;
            closed: number;
        };
        AccountabilityCases: {
            items: components["schemas"]["AccountabilityCase"][];
            counts: components["schemas"]["AccountabilityCount"][];
            acts: components["schemas"]["AccountabilityCode"][];
            measures: components["schemas"]["AccountabilityCode"][];
        };
        NewAccountabilityCase: {
            act: number;
            unit: string;
            person?: string;
            entry: string;
        };
        AccountabilityClosing: {
            measure: string;
            closing: string;
        };
        /** @description 批量导出及其批准 */
        BulkExport: {
            id: string;
            entry: string;
            unit: string | null;
            purpose: string;
            reason: string;
            /** @enum {string} */
            format: "csv" | "xlsx";
            rows: number;
            /** @enum {string} */
            state: "open" | "approved" | "refused" | "used";
            needsApproval: boolean;
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            decidedBy: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            decision: string | null;
        };
        BulkExportPage: {
            items: components["schemas"]["BulkExport"][];
            next?: string;
        };
        QueryPurpose: {
            id: string;
            label: string;
            /** @description 可以申报的对象：own-unit、supervisor、partner、authorised、agency */
            audiences: string[];
            /** @description 主体在查询记录中看到之前的天数 */
            logDelayDays: number;
            source: string;
        };
        Grantee: {
            id: string;
            name: string;
            roleLabel: string;
            /** @description 信用服务机构，只能取得评价结果 */
            agency: boolean;
        };
        Procedures: {
            jurisdiction: string;
            items: {
                id: string;
                title: string;
                source: string;
            }[];
        };
        Procedure: {
            id: string;
            title: string;
            source: string;
            grounds: {
                id: string;
                title: string;
                /** @description 须写明条款 */
                clause: boolean;
                source: string;
            }[];
            papers: {
                id: string;
                title: string;
            }[];
            states: {
                id: string;
                title: string;
                final: boolean;
                outcome: string | null;
                waits: string | null;
                clock: {
                    id: string;
                    title: string;
                    /** @description 如 7 个工作日；由当事人约定的为空 */
                    length: string | null;
                    period: boolean;
                    duty: string;
                    extension: boolean;
                    source: string;
                } | null;
                source: string;
            }[];
            steps: {
                id: string;
                title: string;
                from: string[];
                to: string;
                by: string[];
                reasons: boolean;
                papers: {
                    id: string;
                    title: string;
                }[];
                attachments: string[];
                source: string;
            }[];
        };
        CaseFile: {
            id: string;
            label: string | null;
            name: string;
            media: string;
            size: number;
            digest: string;
            /** Format: date-time */
            addedAt: string;
        };
        CaseLine: {
            id: string;
            number: string;
            procedure: string;
            title: string;
            subject: string;
            subjectName: string;
            state: string;
            stateTitle: string;
            /** Format: date-time */
            openedAt: string;
            /** Format: date */
            due: string | null;
            daysLeft: number | null;
            /** @enum {string} */
            urgency: "overdue" | "today" | "soon" | "running" | "none" | "done";
            version: number;
        };
        Cases: {
            items: components["schemas"]["CaseLine"][];
            next?: string;
        };
        Case: {
            id: string;
            number: string;
            procedure: {
                id: string;
                title: string;
            };
            subject: {
                id: string;
                name: string;
            };
            records: string[];
            state: {
                id: string;
                title: string;
                final: boolean;
                outcome: string | null;
                waits: string | null;
            };
            ground: {
                id: string;
                title: string;
            } | null;
            clause: string | null;
            units: {
                role: string;
                unit: string;
            }[];
            /** Format: date-time */
            openedAt: string;
            timeline: {
                version: number;
                /** Format: date-time */
                at: string;
                step: string;
                title: string;
                office: string | null;
                role: string;
                roleName: string;
                actor: string | null;
                reason: string | null;
            }[];
            clocks: {
                id: string;
                title: string;
                /** @description 公示期、等待期；否则为办理期限 */
                period: boolean;
                /** @enum {string} */
                duty: "authority" | "person";
                /** Format: date */
                start: string;
                /** Format: date */
                due: string;
                /** @description 到最后一日的自然日数，负数为已过 */
                daysLeft: number;
                open: boolean;
                paused: boolean;
                overdue: boolean;
                /** @description 涉及尚未公布节假日安排的年份，暂定 */
                provisional: boolean;
                held: boolean;
                extended: boolean;
                extensionAsked: boolean;
                /** Format: date */
                closedOn: string | null;
                /** @description 期限如何算出 */
                explanation: string;
                source: string;
            }[];
            papers: {
                id: string;
                title: string;
                number: string | null;
                /** Format: date-time */
                at: string;
            }[];
            notices: {
                to: string;
                kind: string;
                text: string;
                /** Format: date-time */
                deliveredAt: string | null;
            }[];
            files: components["schemas"]["CaseFile"][];
            actions: {
                step: string;
                title: string;
                needs: {
                    reason: boolean;
                    until: boolean;
                    papers: {
                        id: string;
                        title: string;
                    }[];
                    attachments: string[];
                };
                refused: {
                    code: string;
                    text: string;
                } | null;
            }[];
            extension: ("ask" | "approve" | "refuse")[];
            recusal: boolean;
            /** @description 时间推移无法处理本件的原因代码 */
            failed: string | null;
            version: number;
        };
        Catalogue: {
            jurisdiction: string;
            items: components["schemas"]["CatalogueEntry"][];
        };
        CatalogueEntry: {
            code: string;
            name: string;
            /** @enum {string} */
            subject: "ORG" | "NP" | "GOV";
            nature: string;
            sharing: string;
            public: boolean;
            updateCycle: string;
            offices: string[];
            version: string;
        };
        CatalogueField: {
            id: string;
            name: string;
            role: string;
            /** @description 依次为法人及非法人组织、个体工商户、自然人 */
            presence: ("required" | "optional" | "blank" | "conditional")[];
            maxLength: number;
            enumeration: string | null;
            identifier: string | null;
            note: string | null;
            source: string | null;
            /** @enum {string} */
            type: "text" | "code" | "date" | "decimal" | "integer";
            /** @description 可填多个值，以；分隔 */
            multiValue: boolean;
            /** @description 枚举值 */
            values: string[];
            /** @description 只能填枚举值 */
            closed: boolean;
        };
        CatalogueEntryDetails: {
            code: string;
            name: string;
            /** @enum {string} */
            subject: "ORG" | "NP" | "GOV";
            nature: string;
            sharing: string;
            public: boolean;
            updateCycle: string;
            offices: string[];
            version: string;
            coverage: string;
            enforcementClass: string | null;
            basis: string[];
            retention: {
                period: string;
                source: string;
            };
            source: string;
            fields: components["schemas"]["CatalogueField"][];
            /** @description 字段之间的规则 */
            rules: {
                id: string;
                kind: string;
                field: string;
                other: string | null;
                values: string[];
                /** @enum {string} */
                severity: "error" | "warning";
                basis: string;
            }[];
        };
        EntryVersions: {
            items: {
                version: string;
                /** Format: date-time */
                firstUsedAt: string;
                recordVersions: number;
                inForce: boolean;
                changes: {
                    field: string;
                    /** @enum {string} */
                    kind: "added" | "removed" | "changed";
                }[];
            }[];
        };
        WorkdaySum: {
            /** Format: date */
            date: string;
            provisional: boolean;
            explanation: string;
        };
        IdentifierVerdict: {
            kind: string;
            valid: boolean;
            warning: boolean;
            normalized: string;
            code: string | null;
            message: string | null;
            suggestion: string | null;
        };
        Demand: {
            id: string;
            unit: string;
            entry: string;
            /** @enum {string} */
            change: "add" | "change" | "remove";
            text: string;
            basis: string | null;
            requestedBy: string;
            /** Format: date-time */
            requestedAt: string;
            /** @enum {string} */
            state: "open" | "approved" | "refused";
            decidedBy: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            reason: string | null;
            /** Format: date */
            effectiveFrom: string | null;
            inOperation: boolean;
        };
        DemandPage: {
            items: components["schemas"]["Demand"][];
            next?: string;
        };
        DemandMade: {
            id: string;
        };
        DemandDecided: {
            id: string;
            /** @enum {string} */
            state: "approved" | "refused";
        };
        BatchCounts: {
            rows: number;
            accepted: number;
            updated: number;
            rejected: number;
            duplicates: number;
            warnings: number;
        };
        Batch: {
            id: string;
            unit: string;
            entry: string;
            fileName: string;
            fileDigest: string;
            format: string;
            encoding: string;
            headerRow: number;
            /** Format: date */
            receivedOn: string;
            /** Format: date-time */
            createdAt: string;
            actor: string;
            /** @enum {string} */
            state: "stored" | "withdrawn";
            roundOf: string | null;
            counts: components["schemas"]["BatchCounts"];
        };
        BatchDetails: {
            id: string;
            unit: string;
            entry: string;
            fileName: string;
            fileDigest: string;
            format: string;
            encoding: string;
            headerRow: number;
            /** Format: date */
            receivedOn: string;
            /** Format: date-time */
            createdAt: string;
            actor: string;
            /** @enum {string} */
            state: "stored" | "withdrawn";
            roundOf: string | null;
            counts: components["schemas"]["BatchCounts"];
            findingCounts: components["schemas"]["FindingCount"][];
            laterRounds: string[];
            openRejections: number;
            annotated: boolean;
        };
        BatchPage: {
            items: components["schemas"]["Batch"][];
            next?: string;
        };
        FindingCount: {
            code: string;
            count: number;
            text: string;
        };
        Finding: {
            seq: number;
            row: number | null;
            column: number | null;
            code: string;
            /** @enum {string} */
            severity: "error" | "warning";
            field: string;
            value: string;
            message: string;
            basis: string;
            suggestion: string;
        };
        FindingPage: {
            items: components["schemas"]["Finding"][];
            next?: string;
        };
        ImportReport: {
            batch: string | null;
            format: string;
            encoding: string;
            sheet: string | null;
            headerRow: number;
            counts: components["schemas"]["BatchCounts"];
            unchanged: number;
            late: number;
            skipped: number;
            roundOf: string | null;
            resolved: number;
            alreadyStored: boolean;
            findingCounts: components["schemas"]["FindingCount"][];
            findingsTotal: number;
            findings: components["schemas"]["Finding"][];
        };
        ImportStarted: {
            job: string;
        };
        BatchWithdrawal: {
            withdrawn: number;
            restored: number;
            untouched: number;
        };
        NilReport: {
            entry: string;
            unit: string;
            period: string;
            added: boolean;
        };
        /** @description 不影响其余部分的问题 */
        Issue: {
            code: string;
            message: string;
            place: string | null;
        };
        RegisterOutcome: {
            rows: number;
            added: number;
            duplicates: number;
            problems: components["schemas"]["Issue"][];
        };
        FeedCount: {
            applied: number;
            known: number;
            failed: number;
        };
        FeedRun: {
            rows: number;
            created: number;
            approved: components["schemas"]["FeedCount"];
            filed: components["schemas"]["FeedCount"];
            cancelled: components["schemas"]["FeedCount"];
            unknown: number;
            problems: {
                code: string;
                message: string;
                place: string | null;
                row: number;
            }[];
        };
        BatchGrid: {
            columns: {
                /** @description 文件中的列，从 1 起，与问题清单相同 */
                column: number;
                title: string;
                field: string | null;
                /** @description 文件中的原表头；文件不在时为空 */
                header: string | null;
            }[];
            groups: {
                code: string;
                /** @enum {string} */
                severity: "error" | "warning";
                field: string | null;
                fieldName: string | null;
                count: number;
                text: string;
            }[];
            /** @description 每行：文件行号，其后是所属分类在 groups 中的序号 */
            rows: number[][];
        };
        BatchRows: {
            items: {
                row: number;
                /** @enum {string} */
                outcome: "rejected" | "duplicate" | "accepted";
                /** @description 已由后来的批次改正 */
                resolved: boolean;
                record: string | null;
                cells: string[];
                values: {
                    [key: string]: string;
                };
                findings: components["schemas"]["Finding"][];
            }[];
        };
        NamedValue: {
            name: string;
            value: string;
        };
        CommitmentObligation: {
            id: string;
            text: string;
            /** Format: date */
            due: string | null;
            missing: boolean;
            state: string;
            /** Format: date */
            decidedOn: string | null;
            note: string;
        };
        Pledge: {
            unit: string;
            letter: string;
            version: number;
            matter: string;
            content: string;
            /** Format: date */
            madeOn: string;
            /** Format: date */
            validTo: string;
            digest: string;
        };
        Letter: {
            id: string;
            title: string;
            type: string;
            version: string;
            signer: string;
            term: string;
            liability: string;
            publicity: string;
            education: string | null;
            electronic: boolean;
            unitOwn: boolean;
            subjects: string[];
            obligations: {
                id: string;
                text: string;
                due: string;
                missing: boolean;
            }[];
            source: string;
        };
        CommitmentItem: {
            id: string;
            name: string;
            letter: string;
            categories: string[];
            notice: boolean;
            mayMiss: string[];
            firstCheck: boolean;
            source: string;
        };
        CommitmentLine: {
            id: string;
            case: string | null;
            caseNumber: string;
            subject: string;
            subjectName: string;
            letter: string;
            title: string;
            type: string;
            matter: string;
            unit: string;
            unitName: string;
            /** Format: date */
            madeOn: string;
            /** Format: date */
            validTo: string;
            state: string;
            publicity: string;
            market: boolean;
        };
        Commitment: {
            id: string;
            case: string | null;
            caseNumber: string;
            subject: string;
            subjectName: string;
            letter: string;
            title: string;
            type: string;
            matter: string;
            unit: string;
            unitName: string;
            /** Format: date */
            madeOn: string;
            /** Format: date */
            validTo: string;
            state: string;
            publicity: string;
            market: boolean;
            text: string;
            liability: string;
            version: string;
            signer: string;
            /** @enum {string} */
            signedHow: "sm2" | "platform" | "paper";
            signatureValid: boolean;
            digest: string;
            education: string | null;
            missing: string[];
            obligations: components["schemas"]["CommitmentObligation"][];
            unfulfilled: string | null;
            accountability: string | null;
            record: string | null;
            fulfilmentRecord: string | null;
            fields: components["schemas"]["NamedValue"][];
            fulfilment: components["schemas"]["NamedValue"][];
        };
        Delegation: {
            user: string;
            userName: string;
            subject: string;
            subjectName: string;
            /** @enum {string} */
            basis: "self" | "delegate";
            /** Format: date */
            from: string;
            /** Format: date */
            to: string | null;
            document: string | null;
            verifiedBy: string;
            inForce: boolean;
            revoked: boolean;
        };
        EvaluationWords: {
            evaluators: {
                code: string;
                label: string;
            }[];
            kinds: {
                code: string;
                label: string;
            }[];
            data: {
                code: string;
                label: string;
            }[];
            outcomes: {
                code: string;
                label: string;
            }[];
        };
        WatchedRisks: {
            items: {
                subject: string;
                name: string;
                level: string;
                label: string;
                points: number;
                signals: {
                    label: string;
                    points: number;
                    fact: string;
                }[];
                /** Format: date */
                lookedOn: string;
                /** Format: date */
                sinceOn: string;
                before: string | null;
            }[];
            next?: string;
        };
        SupervisionClass: {
            subject: string;
            label: string | null;
            grade: string | null;
            outcome: string | null;
            rule: string | null;
            source: string | null;
            sectors: {
                fact: string;
                kind: string;
                kindLabel: string;
                outcome: string;
                on: string;
            }[];
        };
        Evaluator: {
            id: string;
            kind: string;
            kindLabel: string;
            name: string;
            account: string;
            unit: string;
            agreement: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /** Format: date */
            endedOn: string | null;
            endReason: string | null;
            inForce: boolean;
        };
        Evaluators: {
            items: components["schemas"]["Evaluator"][];
        };
        EvaluationTaskHead: {
            id: string;
            title: string;
            kind: string;
            kindLabel: string;
            basis: string;
            evaluator: string;
            unit: string;
            data: string[];
            /** Format: date */
            dueOn: string;
            /** @enum {string} */
            state: "open" | "done" | "withdrawn";
            late: boolean;
            reason: string | null;
            /** Format: date-time */
            givenAt: string;
        };
        EvaluationTasks: {
            items: components["schemas"]["EvaluationTaskHead"][];
            next?: string;
        };
        EvaluationTaskSubject: {
            subject: string;
            name: string;
            data: {
                label: string;
                value: string;
            }[];
            /** @enum {string} */
            state: "open" | "submitted" | "returned" | "confirmed" | "refused";
            outcome: string | null;
            outcomeLabel: string | null;
            value: string | null;
            report: string | null;
            reportNo: string | null;
            /** Format: date-time */
            submittedAt: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            reason: string | null;
            fact: string | null;
        };
        EvaluationTask: {
            id: string;
            title: string;
            kind: string;
            kindLabel: string;
            basis: string;
            evaluator: string;
            unit: string;
            data: string[];
            /** Format: date */
            dueOn: string;
            /** @enum {string} */
            state: "open" | "done" | "withdrawn";
            late: boolean;
            reason: string | null;
            /** Format: date-time */
            givenAt: string;
            subjects: components["schemas"]["EvaluationTaskSubject"][];
        };
        GradeModel: {
            id: string;
            model: string;
            edition: string;
            title: string;
            digest: string;
            /** @enum {string} */
            state: "draft" | "analysed" | "tested" | "trial" | "in_force" | "withdrawn";
            stateLabel: string;
            label: string | null;
            kind: string;
            /** Format: date */
            inForceFrom: string | null;
            /** Format: date */
            withdrawnOn: string | null;
            checks: {
                [key: string]: unknown;
            };
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
        };
        GradeModels: {
            items: components["schemas"]["GradeModel"][];
        };
        GradeModelStory: {
            id: string;
            model: string;
            edition: string;
            title: string;
            digest: string;
            /** @enum {string} */
            state: "draft" | "analysed" | "tested" | "trial" | "in_force" | "withdrawn";
            stateLabel: string;
            label: string | null;
            kind: string;
            /** Format: date */
            inForceFrom: string | null;
            /** Format: date */
            withdrawnOn: string | null;
            checks: {
                [key: string]: unknown;
            };
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            source: string;
            steps: {
                step: string;
                /** Format: date-time */
                at: string;
                actor: string;
            }[];
            signatures: {
                role: string;
                roleLabel: string;
                actor: string;
                /** Format: date-time */
                at: string;
                statement: string;
                publicKey: string;
                signature: string;
            }[];
        };
        GradeModelFinding: {
            code: string;
            /** @enum {string} */
            severity: "error" | "warning" | "note";
            file: string;
            line: number;
            column: number;
            message: string;
            basis: string;
            remedy: string;
        };
        GradeModelCheck: {
            clean: boolean;
            model: string | null;
            title: string | null;
            edition: string | null;
            digest: string | null;
            findings: components["schemas"]["GradeModelFinding"][];
            tests: {
                total: number;
                passed: number;
                failures: {
                    test: string;
                    what: string;
                }[];
                mutants: number;
                survivors: string[];
                mutationPermille: number | null;
            };
        };
        GradeMethod: {
            id: string;
            title: string;
            edition: string;
            digest: string;
            label: string | null;
            scheme: string;
            /** Format: date */
            day: string;
            levels: {
                level: string;
                name: string;
            }[];
            pages: {
                type: string;
                typeName: string;
                notice: string | null;
                sections: {
                    key: string;
                    heading: string;
                    lines: {
                        text: string;
                        id: string;
                        cite: string[];
                    }[];
                }[];
            }[];
        };
        GradeGap: {
            feed: string;
            label: string;
            entries: string[];
        };
        GradeCut: {
            items: {
                model: string;
                title: string;
                year: number;
                /** Format: date */
                feedsBy: string;
                /** Format: date */
                cut: string;
                /** Format: date */
                generateOn: string;
                /** Format: date */
                publishBy: string;
                delivered: string[];
                gaps: components["schemas"]["GradeGap"][];
            }[];
        };
        GradeRun: {
            id: string;
            /** @enum {string} */
            kind: "yearly" | "trial" | "dynamic";
            year: number;
            model: string;
            modelName: string;
            /** Format: date */
            asOf: string;
            /** Format: date */
            knownOn: string;
            /** @enum {string} */
            state: "running" | "review" | "preview" | "published" | "dropped";
            stateLabel: string;
            unpublished: boolean;
            label: string | null;
            factsDigest: string | null;
            startedBy: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            reviewedBy: string | null;
            publishedBy: string | null;
            /** Format: date-time */
            publishedAt: string | null;
        };
        GradeRuns: {
            items: components["schemas"]["GradeRun"][];
            next?: string;
        };
        GradeReview: {
            id: string;
            /** @enum {string} */
            kind: "yearly" | "trial" | "dynamic";
            year: number;
            model: string;
            modelName: string;
            /** Format: date */
            asOf: string;
            /** Format: date */
            knownOn: string;
            /** @enum {string} */
            state: "running" | "review" | "preview" | "published" | "dropped";
            stateLabel: string;
            unpublished: boolean;
            label: string | null;
            factsDigest: string | null;
            startedBy: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            reviewedBy: string | null;
            publishedBy: string | null;
            /** Format: date-time */
            publishedAt: string | null;
            review: {
                subjects: number;
                levels: {
                    [key: string]: number;
                };
                byRegion: {
                    [key: string]: {
                        [key: string]: number;
                    };
                };
                byType: {
                    [key: string]: {
                        [key: string]: number;
                    };
                };
                movement: {
                    from: string | null;
                    to: string;
                    subjects: number;
                }[];
                outliers: {
                    decision: string;
                    subject: string;
                    from: string;
                    to: string;
                    scoreFrom: string | null;
                    scoreTo: string | null;
                }[];
                undeterminedTotal: number;
                undetermined: string[];
                openOverrides: number;
                openAnswers: number;
                gaps: components["schemas"]["GradeGap"][];
                late: boolean;
            };
        };
        GradeDecision: {
            id: string;
            run: string;
            runState: string;
            subject: string;
            model: string;
            year: number;
            /** Format: date */
            asOf: string;
            /** Format: date */
            knownOn: string;
            level: string | null;
            computedLevel: string | null;
            score: string | null;
            publicScore: string | null;
            limitedBy: string | null;
            unratedBy: string | null;
            dynamic: boolean;
            cause: string;
            causeRef: string;
            /** Format: date-time */
            decidedAt: string;
            label: string | null;
            marks: string[];
            previous: string | null;
            override: {
                level: string;
                reason: string;
                clause: string;
                proposedBy: string;
                decidedBy: string;
            } | null;
        };
        GradeDecisions: {
            items: components["schemas"]["GradeDecision"][];
            next?: string;
        };
        GradeExplanation: {
            id: string;
            run: string;
            runState: string;
            subject: string;
            model: string;
            year: number;
            /** Format: date */
            asOf: string;
            /** Format: date */
            knownOn: string;
            level: string | null;
            computedLevel: string | null;
            score: string | null;
            publicScore: string | null;
            limitedBy: string | null;
            unratedBy: string | null;
            dynamic: boolean;
            cause: string;
            causeRef: string;
            /** Format: date-time */
            decidedAt: string;
            label: string | null;
            marks: string[];
            previous: string | null;
            override: {
                level: string;
                reason: string;
                clause: string;
                proposedBy: string;
                decidedBy: string;
            } | null;
            explanation: {
                model: string;
                edition: string;
                digest: string;
                factsDigest: string;
                levelName: string;
                base: string;
                lines: {
                    rule: string;
                    group: string;
                    fact: string | null;
                    raw: string;
                    factor: string;
                    points: string;
                    reason: string | null;
                    text: string;
                    how: string;
                    basis: string;
                    public: boolean;
                }[];
                limit: string | null;
                unrated: string | null;
                problems: string[];
                guardedBy: string[];
                ifUpheld: {
                    score: string;
                    level: string;
                } | null;
                toNext: {
                    level: string;
                    points: string;
                }[];
                calendar: {
                    /** Format: date */
                    on: string;
                    score: string;
                    level: string;
                    why: string;
                }[];
                routes: {
                    what: string;
                    score: string;
                    level: string;
                }[];
                inspectionRate: string | null;
                summary: string;
            };
        };
        SubjectGrades: {
            subject: string;
            current: components["schemas"]["GradeDecision"] | null;
            items: components["schemas"]["GradeDecision"][];
        };
        PublicGrades: {
            items: {
                name: string;
                code: string | null;
                /** @description 区划代码；档案没有登记的，取统一社会信用代码中的登记机关区划 */
                region: string;
                regionName: string | null;
                type: string;
                typeName: string;
                level: string | null;
                levelName: string | null;
                /** Format: date */
                asOf: string;
                publishedOn: string;
                adjusted: boolean;
                method: string;
                methodTitle: string;
                label: string | null;
            }[];
            /** @description 参加评价并公布的主体类型 */
            types: {
                type: string;
                name: string;
            }[];
            /** @description 本地区及其下一级区划 */
            regions: {
                code: string;
                name: string;
            }[];
            levels: {
                level: string;
                name: string;
                colour: string | null;
                unevaluated: boolean;
            }[];
            next?: string;
        };
        GradeFact: {
            id: string;
            subject: string;
            kind: string;
            channel: string;
            /** Format: date */
            occurredOn: string | null;
            /** Format: date */
            determinedOn: string | null;
            /** Format: date */
            endedOn: string | null;
            severity: string | null;
            outcome: string | null;
            value: string | null;
            public: boolean;
            state: string;
            detail: {
                [key: string]: unknown;
            };
            steps: {
                step: string;
                /** Format: date */
                effectiveOn: string;
                reason: string;
                record: string | null;
                actor: string;
                /** Format: date-time */
                at: string;
            }[];
            actor: string;
            /** Format: date-time */
            recordedAt: string;
        };
        GradeFacts: {
            items: components["schemas"]["GradeFact"][];
            next?: string;
        };
        Commendation: {
            run: string;
            /** @enum {string} */
            state: "draft" | "approved";
            text: string;
            subjects: string[];
            draftedBy: string;
            approvedBy: string | null;
        };
        Job: {
            id: string;
            kind: string;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed";
            permille: number;
            attempts: number;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /** @description 各种任务的结果；失败时为 {error: {code, message, remedy}} */
            result: {
                [key: string]: unknown;
            } | null;
        };
        Jobs: {
            items: components["schemas"]["Job"][];
            next?: string;
        };
        ScheduleRun: {
            /** Format: date */
            due: string;
            job: string;
            state: string;
            /** Format: date-time */
            finishedAt: string | null;
        };
        Schedule: {
            id: string;
            kind: string;
            label: string;
            minuteOfDay: number;
            runs: components["schemas"]["ScheduleRun"][];
        };
        Schedules: {
            items: components["schemas"]["Schedule"][];
        };
        CreditList: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "red" | "black" | "serious" | "disorder" | "outside";
            basis: string | null;
            historyOnly: boolean;
            term: string | null;
            public: boolean;
            measures: string[];
            source: string;
        };
        CreditListFull: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "red" | "black" | "serious" | "disorder" | "outside";
            basis: string | null;
            historyOnly: boolean;
            term: string | null;
            public: boolean;
            measures: string[];
            source: string;
            standards: {
                id: string;
                text: string;
                basis: string;
            }[];
        };
        ListEntryLine: {
            id: string;
            case: string | null;
            caseNumber: string;
            list: string;
            listName: string;
            kind: string;
            subject: string;
            subjectName: string;
            unitName: string;
            /** Format: date */
            recognisedOn: string;
            /** Format: date */
            validFrom: string;
            /** Format: date */
            validTo: string;
            /** @enum {string} */
            state: "proposed" | "listed" | "removed" | "dropped" | "history";
            /** Format: date */
            removedOn: string | null;
            cause: string | null;
        };
        ListEntry: {
            id: string;
            case: string | null;
            caseNumber: string;
            list: string;
            listName: string;
            kind: string;
            subject: string;
            subjectName: string;
            unitName: string;
            /** Format: date */
            recognisedOn: string;
            /** Format: date */
            validFrom: string;
            /** Format: date */
            validTo: string;
            /** @enum {string} */
            state: "proposed" | "listed" | "removed" | "dropped" | "history";
            /** Format: date */
            removedOn: string | null;
            cause: string | null;
            standard: string;
            basis: string;
            facts: string;
            evidence: string[];
            measures: string[];
            source: string | null;
            fields: components["schemas"]["NamedValue"][];
        };
        /** @description 查询授权 */
        Grant: {
            id: string;
            subject: string;
            grantee: string;
            granteeName: string;
            purpose: string;
            purposeLabel: string;
            scope: string[];
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /** @enum {string} */
            state: "in-force" | "not-yet" | "over" | "withdrawn";
            stateLabel: string;
            /** @description real-name 或书面授权摘要 */
            evidence: string;
            /** Format: date-time */
            grantedAt: string;
            /** Format: date-time */
            withdrawnAt: string | null;
        };
        /** @description 谁、何时、为什么、看了什么 */
        AccessLine: {
            /** @description 留痕编号 */
            entry: string;
            /** Format: date-time */
            at: string;
            who: string;
            what: string;
            why: string;
            /** @description 涉及的信息 */
            scope: string;
            allowed: boolean;
            own: boolean;
            action: string;
            purpose: string | null;
        };
        AccessLog: {
            items: components["schemas"]["AccessLine"][];
            next?: string;
        };
        SubjectAnswer: {
            archive: components["schemas"]["Archive"];
            result: components["schemas"]["ResultPublicity"];
            grant: string | null;
            purpose: string | null;
            purposeLabel: string | null;
        };
        /** @description 评价结果及其公开属性 */
        ResultPublicity: {
            available: boolean;
            allowed: boolean;
            /** @enum {string} */
            publicity: "公开" | "授权查询" | "不公开";
            /** @enum {string} */
            detailPublicity: "公开" | "授权查询" | "不公开";
            form: string | null;
        };
        Notice: {
            id: string;
            /** @description duties 应办事项，reminder 自查提醒，case 办件消息，case-legal 送达当事人的法律文书和期限，statement 陈述，repair 修复提示，recall 撤销更正提醒 */
            kind: string;
            text: string;
            /** @description 所涉对象的编号：单位、办件（C7）、文书、陈述等 */
            object: string;
            /** @description 发给本单位全体 */
            toUnit: boolean;
            createdAt: string;
            /** @description 本人标为已读的时刻 */
            readAt: string | null;
            /** @description 法律文书和期限的告知 */
            legal: boolean;
        };
        Paper: {
            id: string;
            /** @description 文书种类 */
            paper: string;
            title: string;
            number: string | null;
            organ: string;
            /** Format: date */
            issuedOn: string;
            /** @enum {string} */
            state: "current" | "superseded" | "revoked";
            /** @description 校验码 */
            code: string;
            /** @description 内容的 SM3 摘要 */
            digest: string;
            subject: string | null;
            record: string | null;
            case: string | null;
            /** @description 应当采用的送达方式 */
            served: string | null;
            successor: string | null;
        };
        PaperList: {
            items: components["schemas"]["Paper"][];
            next?: string;
        };
        PaperDelivery: {
            number: number;
            way: string;
            receiver: string;
            /** Format: date */
            sentOn: string;
            /** @enum {string} */
            state: "sent" | "confirmed" | "failed";
            /** Format: date */
            confirmedOn: string | null;
            proof: string | null;
        };
        PaperDetails: {
            id: string;
            /** @description 文书种类 */
            paper: string;
            title: string;
            number: string | null;
            organ: string;
            /** Format: date */
            issuedOn: string;
            /** @enum {string} */
            state: "current" | "superseded" | "revoked";
            /** @description 校验码 */
            code: string;
            /** @description 内容的 SM3 摘要 */
            digest: string;
            subject: string | null;
            record: string | null;
            case: string | null;
            /** @description 应当采用的送达方式 */
            served: string | null;
            successor: string | null;
            deliveries: components["schemas"]["PaperDelivery"][];
            /** @description 不再有效的原因 */
            banner: string | null;
            /** @description 签名的内容，离线核对用 */
            envelope: string;
        };
        PaperStanding: {
            genuine: boolean;
            text: string;
            /** @enum {string} */
            state?: "current" | "superseded" | "revoked";
            code?: string;
            title?: string;
            number?: string | null;
            organ?: string;
            /** Format: date */
            issuedOn?: string;
            digest?: string;
            successor?: string | null;
        };
        PaperKey: {
            algorithm: string;
            publicKey: string;
            fingerprint: string;
        };
        State: {
            /** @enum {string} */
            status: "ok" | "ready";
        };
        PublicField: {
            id: string;
            name: string;
            value: string;
            masked: boolean;
        };
        PublicRecord: {
            id: string;
            entry: string;
            entryName: string;
            unit: string;
            unitName: string;
            subjectName: string;
            unifiedCode: string;
            documentNo: string;
            /** @description YYYY-MM-DD；没有时为空 */
            decidedOn: string;
            /** @description YYYY-MM-DD；没有时为空 */
            publishedOn: string;
            /** @description YYYY-MM-DD；没有时为空 */
            publicityUntil: string;
            fields: components["schemas"]["PublicField"][];
            /** @description 异议处理中 */
            disputed: boolean;
            /** @description 当事人的陈述，经承办单位同意展示的 */
            statement: string | null;
        };
        PublicListing: {
            items: components["schemas"]["PublicRecord"][];
            /** @description 下一页标记；没有则为最后一页 */
            next?: string;
        };
        PublicSubjectPage: {
            code: string;
            name: string;
            formerNames: string[];
            region: string;
            records: components["schemas"]["PublicRecord"][];
        };
        PublicRules: {
            jurisdiction: string;
            title: string;
            items: components["schemas"]["RuleDocument"][];
        };
        RuleDocument: {
            id: string;
            title: string;
            number: string;
            issuer: string;
            level: string;
            state: string;
            /** @description YYYY-MM-DD；没有时为空 */
            issued: string;
            /** @description YYYY-MM-DD；没有时为空 */
            effective: string;
            /** @description YYYY-MM-DD；没有时为空 */
            expires: string;
        };
        PublicHits: {
            items: components["schemas"]["PublicHit"][];
        };
        PublicHit: {
            code: string;
            name: string;
            formerNames: string[];
            region: string;
            match: string;
            explanation: string;
        };
        PublicityDuty: {
            record: string;
            entry: string;
            entryName: string;
            unit: string;
            unitName: string;
            subjectName: string | null;
            documentNo: string | null;
            /** Format: date */
            decidedOn: string;
            /** Format: date */
            due: string;
            provisional: boolean;
            state: string;
            explanation: string;
            reason: string;
            severityProposed: components["schemas"]["SeverityProposal"] | null;
            channels: string[];
            warning: components["schemas"]["Issue"] | null;
            held: components["schemas"]["Issue"] | null;
        };
        PublicityDuties: {
            total: number;
            items: components["schemas"]["PublicityDuty"][];
        };
        PublishedItem: {
            record: string;
            entry: string;
            documentNo: string | null;
            /** Format: date */
            publicityUntil: string | null;
            late: boolean;
            channels: string[];
            tracked: string[];
            warning: components["schemas"]["Issue"] | null;
        };
        PublishOutcome: {
            published: components["schemas"]["PublishedItem"][];
            skipped: components["schemas"]["Issue"][];
            messages: number;
        };
        PublicityWithdrawn: {
            record: string;
            /** @enum {string} */
            publicity: "withdrawn";
        };
        Recall: {
            id: string;
            record: string;
            case: string;
            followedBy: string | null;
            /** @description channel:渠道、user:账号、system:系统、platform:平台 */
            receiver: string;
            /** @enum {string} */
            way: "publicity" | "query" | "share" | "export" | "grade" | "platform";
            /** @enum {string} */
            act: "correct" | "remove";
            /**
             * @description open 待提醒，told 已提醒，done 已回执
             * @enum {string}
             */
            state: "open" | "told" | "done";
            createdAt: string;
            toldAt: string | null;
            doneAt: string | null;
            receipt: string | null;
            attempts: number;
        };
        RecordLine: {
            id: string;
            version: number;
            subject: string;
            subjectName: string | null;
            entry: string;
            unit: string;
            /** @enum {string} */
            state: "live" | "void" | "withdrawn";
            infoClass: string;
            documentNo: string | null;
            /** Format: date */
            decidedOn: string | null;
            /** Format: date */
            receivedOn: string;
            /** Format: date */
            dueOn: string | null;
            /** @enum {string} */
            flow: "draft" | "returned" | "reviewed" | "submitted" | "entered";
            flowLabel: string;
            /** @enum {string} */
            publicity: "not_public" | "pending" | "published" | "ended" | "withdrawn" | "withheld";
            /** Format: date */
            publishDue: string | null;
            /** Format: date */
            publishedOn: string | null;
            /** Format: date */
            publicityUntil: string | null;
            internalOnly: boolean;
            /** @description 异议处理中 */
            disputed: boolean;
        };
        RecordPage: {
            items: components["schemas"]["RecordLine"][];
            next?: string;
        };
        RecordClock: {
            /** Format: date */
            from: string;
            /** Format: date */
            end: string | null;
            why: string;
            isDefault: boolean;
        };
        /** @description 失信程度未写明时按处罚类别和金额提出的建议；只据以确定公示期 */
        SeverityProposal: {
            /** @enum {string} */
            severity: "minor" | "general" | "serious";
            label: string;
            why: string;
            isDefault: boolean;
        };
        RecordClocks: {
            retention: components["schemas"]["RecordClock"];
            use: components["schemas"]["RecordClock"];
            publicity: components["schemas"]["RecordClock"];
            /** Format: date */
            publicityNotBefore: string | null;
            severityProposed: components["schemas"]["SeverityProposal"] | null;
            uses: {
                use: string;
                label: string;
                applies: boolean;
                reason: string | null;
            }[];
        };
        RecordVersion: {
            version: number;
            kind: string;
            kindLabel: string;
            cause: string | null;
            /** Format: date-time */
            knownAt: string;
            /** Format: date */
            trueFrom: string | null;
            values: {
                field: string;
                value: string;
            }[];
            provenance: {
                actor: string;
                batch: string | null;
                fileRow: number | null;
                fileName: string | null;
                collectingUnit: string | null;
                producingUnit: string | null;
                issuingUnit: string | null;
            };
        };
        FlowEvent: {
            version: number;
            /** @enum {string} */
            state: "draft" | "returned" | "reviewed" | "submitted" | "entered";
            label: string;
            actor: string;
            /** Format: date-time */
            at: string;
            points: ("lawful" | "true" | "accurate")[];
            reason: string | null;
        };
        RecordFlow: {
            /** @enum {string} */
            state: "draft" | "returned" | "reviewed" | "submitted" | "entered";
            label: string;
            heldBy: string | null;
            events: components["schemas"]["FlowEvent"][];
        };
        Attachment: {
            number: number;
            version: number;
            /** @enum {string} */
            kind: "decision" | "commitment" | "photo" | "other";
            kindLabel: string;
            name: string;
            media: string;
            size: number;
            digest: string;
            addedBy: string;
            /** Format: date-time */
            addedAt: string;
        };
        RecordDetails: {
            id: string;
            version: number;
            subject: string;
            subjectName: string | null;
            entry: string;
            entryName: string;
            unit: string;
            unitName: string;
            /** @enum {string} */
            state: "live" | "void" | "withdrawn";
            infoClass: string;
            nature: string;
            severity: string | null;
            documentNo: string | null;
            /** Format: date */
            decidedOn: string | null;
            /** Format: date */
            receivedOn: string;
            /** Format: date */
            dueOn: string | null;
            dueProvisional: boolean;
            /** @enum {string} */
            publicity: "not_public" | "pending" | "published" | "ended" | "withdrawn" | "withheld";
            /** Format: date */
            publishDue: string | null;
            /** Format: date */
            publishedOn: string | null;
            /** Format: date */
            publicityUntil: string | null;
            publicityReason: string | null;
            internalOnly: boolean;
            versions: components["schemas"]["RecordVersion"][];
            current: number | null;
            clocks: components["schemas"]["RecordClocks"] | null;
            flow: components["schemas"]["RecordFlow"];
            attachments: components["schemas"]["Attachment"][];
            missingEvidence: {
                kind: string;
                label: string;
                source: string;
            }[];
            /** @description 异议处理中 */
            disputed: boolean;
            /** @description 当事人的陈述，经承办单位同意展示的 */
            statement: string | null;
        };
        RecordOutcome: {
            id: string | null;
            version: number;
            /** Format: date */
            dueOn: string | null;
            late: boolean;
            errors: number;
            findings: components["schemas"]["Finding"][];
        };
        RecordRetired: {
            id: string;
            version: number;
        };
        DisorderPerson: {
            id: string;
            list: string;
            name: string;
            number: string;
            documentKind: string;
            document: string;
            facts: string;
            unit: string;
            recognisedOn: string;
            validTo: string;
            measures: string[];
        };
        OutsideMatch: {
            id: string;
            list: string;
            source: string;
            name: string;
            code: string | null;
            facts: string;
            validTo: string;
            subject: string;
            /** @enum {string} */
            state: "proposed" | "confirmed" | "rejected";
            reason: string | null;
            entry: string | null;
        };
        Board: {
            id: string;
            title: string;
            red: string[];
            black: string[];
            source: string;
        };
        BoardRow: {
            subject: string;
            subjectName: string;
            /** @enum {string} */
            side: "red" | "black";
            grade: string;
            /** @enum {string} */
            state: "proposed" | "approved" | "refused";
            decidedOn: string | null;
            reason: string | null;
        };
        PublicBoardLine: {
            /** @enum {string} */
            side: "red" | "black";
            subjectName: string;
            grade: string;
        };
        Campaign: {
            id: string;
            title: string;
            /** @description 以逗号分隔 */
            kinds: string;
            target: string;
            unit: string;
            from: string;
            until: string;
            closedOn: string | null;
            counts: {
                kind: string;
                cases: number;
            }[];
        };
        RepairBar: {
            rule: string;
            clause: string | null;
            text: string;
            /**
             * Format: date
             * @description 从这一日起不再成为障碍；不随时间消失的为 null
             */
            until: string | null;
            source: string;
            isDefault: boolean;
        };
        RepairState: {
            record: string;
            entry: string;
            entryName: string;
            documentNo: string | null;
            /** Format: date */
            decidedOn: string | null;
            unit: string;
            /** @description 认定单位：谁认定、谁修复 */
            unitName: string;
            severity: string | null;
            severityLabel: string | null;
            regime: string;
            mayApply: boolean;
            /**
             * Format: date
             * @description 期限上第一个可以申请的日期；永远不能的为 null
             */
            firstDay: string | null;
            /**
             * Format: date
             * @description 不修复时，从这一日起停止公示
             */
            publicityEnds: string | null;
            /** @description 依法不可修复的条款 */
            irreparable: string | null;
            bars: components["schemas"]["RepairBar"][];
            toBring: components["schemas"]["RepairBar"][];
            papers: string[];
            text: string;
            /** @description 不收取任何费用 */
            free: boolean;
            repaired: {
                /** Format: date */
                on: string;
                case: string;
            } | null;
            open: {
                case: string;
                number: string;
                state: string;
            } | null;
        };
        RepairOutlookAnswer: {
            outlook: {
                level: string | null;
                levelName: string | null;
                score: string | null;
                ifLevel: string | null;
                ifLevelName: string | null;
                ifScore: string | null;
            } | null;
        };
        RepairTraining: {
            id: string;
            unit: string;
            title: string;
            form: string;
            /** Format: date */
            heldOn: string;
            hours: number;
            invited: {
                subject: string;
                attended: boolean | null;
                certificate: string | null;
            }[];
        };
        PublicRepair: {
            subjectName: string;
            unifiedCode: string;
            entryName: string;
            documentNo: string;
            decidedOn: string;
            unitName: string;
            /** Format: date */
            startedOn: string;
            /** Format: date */
            endsOn: string;
        };
        RepairBatch: {
            id: string;
            unit: string;
            title: string;
            /** Format: date */
            madeOn: string;
            items: {
                record: string;
                subjectName: string;
                documentNo: string | null;
                /** Format: date */
                decidedOn: string | null;
                case: string | null;
                number: string | null;
                state: string | null;
                refusal: string | null;
            }[];
        };
        IssuedReport: {
            paper: string;
            title: string;
            number: string | null;
            code: string;
        };
        PaperDraft: {
            id: string;
            paper: string;
            title: string;
            unit: string | null;
            period: string;
            /** @enum {string} */
            state: "draft" | "issued";
            version: number;
            issued: string | null;
        };
        PaperDraftContent: {
            id: string;
            paper: string;
            title: string;
            unit: string | null;
            period: string;
            /** @enum {string} */
            state: "draft" | "issued";
            version: number;
            issued: string | null;
            values: {
                [key: string]: unknown;
            };
        };
        RuleClock: {
            id: string;
            title: string;
            amount: number;
            /** @enum {string} */
            unit: "workday" | "day" | "month" | "month-end" | "fixed-date";
            /** @description unit 为 fixed-date 时的月 */
            month: number;
            /** @description unit 为 fixed-date 时的日 */
            day: number;
            start: string;
            remindBefore: number;
            /** @description 按此期限报送或公示的目录条目 */
            entries: string[];
            source: string;
            isDefault: boolean;
        };
        RuleTerm: {
            id: string;
            infoClass: string;
            severity: string | null;
            /** Format: date */
            validFrom: string | null;
            /** Format: date */
            validTo: string | null;
            retention: string;
            use: string;
            publicityMin: string;
            publicityMax: string;
            source: string;
            isDefault: boolean;
        };
        RuleSetting: {
            key: string;
            value: string;
            /** @description 取值所在的地区配置 */
            definedIn: string;
            source: string;
            isDefault: boolean;
        };
        RuleSource: {
            id: string;
            title: string;
            number: string;
            issuer: string;
            level: string;
            state: string;
            /** @description 来源中所写的文件名 */
            seed: string | null;
            /** @description YYYY-MM-DD；没有时为空 */
            effective: string;
            /** @description YYYY-MM-DD；没有时为空 */
            expires: string;
        };
        Region: {
            code: string;
            name: string;
        };
        Rulebook: {
            jurisdiction: string;
            title: string;
            /** Format: date */
            today: string;
            clocks: components["schemas"]["RuleClock"][];
            terms: components["schemas"]["RuleTerm"][];
            settings: components["schemas"]["RuleSetting"][];
            documents: components["schemas"]["RuleSource"][];
            regions: components["schemas"]["Region"][];
        };
        CalendarYear: {
            year: number;
            source: string;
            breaks: {
                name: string;
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            }[];
            weekdaysOff: string[];
            weekendsWorked: string[];
        };
        WorkCalendar: {
            /** Format: date */
            today: string;
            years: components["schemas"]["CalendarYear"][];
        };
        Pending: {
            code: string;
            message: string;
            place: string | null;
        };
        SignedIn: {
            id: string;
            name: string;
            /** @description 修改时放入 X-CSRF-Token */
            csrfToken: string;
            /** Format: date-time */
            lastSignInAt: string | null;
            lastSignInAddress: string | null;
            failuresSince: number;
            /** @description 须先完成的事项 */
            pending: null | components["schemas"]["Pending"];
        };
        Me: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "staff" | "subject" | "system" | "other";
            roles: string[];
            permissions: string[];
            unit: string | null;
            subject: string | null;
            /** @description 须先完成的事项 */
            pending: null | components["schemas"]["Pending"];
            session?: components["schemas"]["OwnSession"];
        };
        OwnSession: {
            csrfToken: string;
            login: string;
            unitName: string | null;
            secondFactor: boolean;
            secondFactorSet: boolean;
            idleMinutes: number;
            /** Format: date-time */
            endsAt: string;
            /** Format: date */
            passwordEndsOn: string | null;
            rules: {
                version: string;
                text: string;
                accepted: string;
            };
        };
        SessionView: {
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            address: string;
            agent: string;
            current: boolean;
        };
        OpenSession: {
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            address: string;
            agent: string;
            current: boolean;
            user: string;
            login: string;
            name: string;
        };
        Statement: {
            id: string;
            record: string;
            subject: string;
            entryName: string;
            documentNo: string | null;
            unit: string;
            unitName: string;
            /**
             * @description filed 待处理，accepted 在记录旁展示，declined 未予展示，withdrawn 已撤回
             * @enum {string}
             */
            state: "filed" | "accepted" | "declined" | "withdrawn";
            text: string;
            filedAt: string;
            decidedAt: string | null;
            /** @description 处理的理由；未予展示的必有 */
            reason: string | null;
            withdrawnAt: string | null;
        };
        /** @description 一个命中的主体 */
        SubjectHit: {
            id: string;
            /** @enum {string} */
            kind: "ORG" | "NP" | "GOV";
            kindLabel: string;
            name: string;
            state: string;
            stateLabel: string;
            region: string | null;
            /** @enum {string} */
            match: "identifier" | "exact" | "prefix" | "substring" | "words" | "slip" | "core" | "initials" | "pinyin";
            /** @description 命中理由 */
            explanation: string;
            /** @description 因曾用名命中 */
            former: boolean;
            mergedInto: string | null;
        };
        SubjectHits: {
            items: components["schemas"]["SubjectHit"][];
            /** @description 未写明用途，没有查询自然人 */
            personsLeftOut: boolean;
            next?: string;
        };
        /** @description 来源：单位、批次、文件与行、录入人、录入时间 */
        ArchiveProvenance: {
            unit: string | null;
            unitName: string | null;
            channel: string | null;
            batch: string | null;
            fileName: string | null;
            fileRow: number | null;
            actor: string | null;
            /** Format: date-time */
            knownAt: string;
        };
        /** @description 期限；end 为届满后的第一天，空为无止期 */
        ArchiveClock: {
            /** Format: date */
            from: string;
            /** Format: date */
            end: string | null;
            running: boolean;
            why: string;
            isDefault: boolean;
        };
        /** @description 字段、带来现值的版本及其来源和依据 */
        ArchiveField: {
            id: string;
            name: string;
            value: string;
            masked: boolean;
            version: number;
            clause: string | null;
            /** @description 空：与记录的来源相同 */
            provenance: components["schemas"]["ArchiveProvenance"] | null;
        };
        ArchiveRecord: {
            id: string;
            subject: string;
            version: number;
            versionKind: string;
            entry: string;
            entryName: string;
            documentNo: string | null;
            /** Format: date */
            decidedOn: string | null;
            state: string;
            infoClass: string;
            infoClassLabel: string;
            nature: string;
            natureLabel: string;
            kind: string | null;
            kindLabel: string | null;
            severity: string | null;
            dishonestyLevel: string | null;
            continuing: boolean;
            /** Format: date */
            endedOn: string | null;
            internalOnly: boolean;
            counts: boolean;
            archived: boolean;
            publicity: string;
            /** @description 三个时钟：公示期、可应用期、记录期限 */
            clocks: {
                publicity: components["schemas"]["ArchiveClock"];
                use: components["schemas"]["ArchiveClock"];
                retention: components["schemas"]["ArchiveClock"];
            };
            /**
             * Format: date
             * @description 最短公示期届满之日，自该日起可以申请信用修复；依据没有规定最短公示期的为空
             */
            repairableFrom: string | null;
            uses: {
                use: string;
                label: string;
                applies: boolean;
                reason: string;
            }[];
            provenance: components["schemas"]["ArchiveProvenance"];
            fields: components["schemas"]["ArchiveField"][];
            /** @description 异议处理中 */
            disputed: boolean;
            /** @description 当事人的陈述，经承办单位同意展示的 */
            statement: string | null;
        };
        /** @description 信用档案 */
        Archive: {
            id: string;
            asked: string;
            /** @enum {string} */
            kind: "ORG" | "NP" | "GOV";
            kindLabel: string;
            name: string;
            state: string;
            stateLabel: string;
            /** Format: date */
            stateSince: string | null;
            region: string | null;
            /** Format: date */
            asOf: string;
            /** Format: date */
            knownOn: string | null;
            masked: boolean;
            /** @description 随导入建立的名称、号码的来源 */
            origin: components["schemas"]["ArchiveProvenance"] | null;
            names: {
                /** Format: date */
                from: string | null;
                /** Format: date */
                to: string | null;
                enteredBy: string | null;
                /** Format: date-time */
                enteredAt: string | null;
                value: string;
            }[];
            identifiers: {
                /** Format: date */
                from: string | null;
                /** Format: date */
                to: string | null;
                enteredBy: string | null;
                /** Format: date-time */
                enteredAt: string | null;
                kind: string;
                kindLabel: string;
                value: string;
            }[];
            categories: {
                id: string;
                label: string;
            }[];
            roles: {
                /** Format: date */
                from: string | null;
                /** Format: date */
                to: string | null;
                enteredBy: string | null;
                /** Format: date-time */
                enteredAt: string | null;
                role: string;
                roleLabel: string;
                person: string;
                personName: string;
                organisation: string;
                organisationName: string;
            }[];
            authorities: {
                /** Format: date */
                from: string | null;
                /** Format: date */
                to: string | null;
                enteredBy: string | null;
                /** Format: date-time */
                enteredAt: string | null;
                unit: string;
                unitName: string;
                region: string;
            }[];
            events: {
                event: string;
                label: string;
                /** Format: date */
                on: string;
                source: string | null;
                enteredBy: string | null;
                /** Format: date-time */
                enteredAt: string | null;
            }[];
            items: {
                group: string;
                groupLabel: string;
                item: string;
                itemLabel: string;
                value: string;
                /** Format: date */
                asOf: string | null;
                outOfWindow: boolean;
                enteredBy: string | null;
                /** Format: date-time */
                enteredAt: string | null;
            }[];
            merges: {
                id: string;
                subject: string;
                reason: string;
                actor: string;
                /** Format: date-time */
                at: string;
            }[];
            records: components["schemas"]["ArchiveRecord"][];
        };
        /** @description 两日之间的变化 */
        ArchiveDifferences: {
            id: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            items: {
                /** @enum {string} */
                change: "added" | "removed" | "changed";
                /** @enum {string} */
                part: "state" | "name" | "identifier" | "category" | "authority" | "role" | "item" | "event" | "record" | "clock";
                object: string | null;
                words: string;
            }[];
        };
        MergeRequest: {
            winner: string;
            loser: string;
            reason?: string;
            /** @description 只预览 */
            preview?: boolean;
        };
        MergeOutcome: {
            merge: string | null;
            winner: string;
            loser: string;
            winnerRecords: number;
            loserRecords: number;
            identifiers: number;
            warnings: string[];
            explanation: string;
        };
        /** @description 用途写在 X-Purpose 中 */
        RevealRequest: Record<string, never>;
        StatusDuty: {
            /** @enum {string} */
            kind: "report" | "publish" | "monthly";
            kindLabel: string;
            /** @enum {string} */
            group: "overdue" | "today" | "week" | "near_due" | "later";
            groupLabel: string;
            state: string;
            entry: string;
            entryName: string;
            unit: string;
            unitName: string;
            person: string | null;
            ref: string;
            /** Format: date */
            event: string;
            /** Format: date */
            due: string;
            provisional: boolean;
            overdueWorkdays: number;
            explanation: string;
            /** @description 今天之后至期限当日的工作日数；到期当日和逾期为 0 */
            workdaysLeft: number;
            record: string | null;
        };
        Status: {
            /** Format: date */
            today: string;
            /** Format: date */
            weekEnd: string;
            total: number;
            duties: components["schemas"]["StatusDuty"][];
            warnings: components["schemas"]["Issue"][];
        };
        QualityCounts: {
            unit: string | null;
            unitName: string | null;
            entry: string | null;
            received: number;
            compliant: number;
            late: number;
            concealed: number;
            wrong: number;
            expected: number;
            complianceRate: string | null;
            lateRate: string | null;
            concealmentRate: string | null;
            manual: number;
            file: number;
            feed: number;
        };
        QualityRow: {
            list: string;
            unit: string;
            entry: string;
            ref: string | null;
            documentNo: string | null;
            /** Format: date */
            decidedOn: string | null;
            /** Format: date */
            receivedOn: string | null;
            /** Format: date */
            dueOn: string | null;
            lateWorkdays: number;
        };
        Quality: {
            formula: string;
            total: components["schemas"]["QualityCounts"];
            groups: components["schemas"]["QualityCounts"][];
            supervision: {
                coverage: number;
                cycle: number;
                items: number;
            };
            targets: {
                name: string;
                target: string;
                actual: string | null;
                met: boolean;
                source: string;
            }[];
            rowsTotal: number;
            rows: components["schemas"]["QualityRow"][];
        };
        SelfCheck: {
            unit: string;
            unitName: string;
            person: string | null;
            month: string;
            /** Format: date */
            dueOn: string;
            dueBasis: string;
            items: {
                /** @enum {string} */
                kind: "missing" | "stale" | "rejected" | "suspect" | "unreviewed" | "returned" | "evidence";
                kindLabel: string;
                entry: string | null;
                ref: string;
                detail: string;
                /** Format: date */
                dueOn: string;
            }[];
        };
        Reminder: {
            unit: string;
            person: string;
        };
        SystemKey: {
            id: string;
            /** @enum {string} */
            algorithm: "sm2" | "hmac-sm3";
            /** @enum {string} */
            state: "active" | "revoked";
            fingerprint: string;
            /** Format: date-time */
            createdAt: string;
        };
        User: {
            id: string;
            login: string;
            name: string;
            /** @enum {string} */
            kind: "staff" | "subject" | "system";
            unit: string | null;
            /** @enum {string} */
            scope: "own" | "unit" | "county" | "city" | "province";
            /** @enum {string} */
            state: "active" | "disabled";
            roles: string[];
            entries: string[];
            mustChange: boolean;
            secondFactor: boolean;
            locked: boolean;
            /** Format: date-time */
            lastSignInAt: string | null;
            identityVerified: boolean;
            /** @description 身份提供方账号：“签发者地址 用户标识” */
            oidcSubject: string | null;
            version: number;
        };
        RoleView: {
            id: string;
            label: string;
            /** @enum {string} */
            accountKind: "staff" | "subject" | "system";
            administrator: boolean;
            permissions: {
                id: string;
                label: string;
            }[];
            source: string;
            /** @description 同一人不得同时担任的角色 */
            conflicts: {
                role: string;
                label: string;
                reason: string;
            }[];
        };
        UnitView: {
            id: string;
            name: string;
            region: string | null;
            usc: string | null;
            entries: string[];
            contacts: {
                person: string;
                /** Format: date */
                from: string;
                /** Format: date */
                to: string | null;
            }[];
        };
        StaffNames: {
            items: {
                id: string;
                name: string;
                unit: string | null;
            }[];
        };
    };
    responses: {
        /** @description 没有处理；原因见 code */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description 每页条数 */
        Limit: number;
        /** @description 上一页给出的 next */
        Cursor: string;
        /** @description 本次提交的唯一标识，重试时不变 */
        IdempotencyKey: string;
        /** @description 所读版本的 ETag */
        IfMatch: string;
        /** @description 查询用途，取自用途清单 */
        Purpose: string;
        /** @description 用途所属事项编号 */
        Case: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    auditEntries: {
        parameters: {
            query?: {
                /** @description 操作 */
                action?: string;
                /** @description 操作人 */
                actor?: string;
                /** @description 对象编号 */
                object?: string;
                /** @description 所涉信用主体的编号，如 S7 */
                subject?: string;
                /** @description 申报的用途 */
                purpose?: string;
                /** @description 是否准许 */
                allowed?: boolean;
                /** @description 起始日期（含） */
                from?: string;
                /** @description 结束日期（含） */
                to?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 留痕条目 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntries"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description 操作 */
                action?: string;
                /** @description 操作人 */
                actor?: string;
                /** @description 对象编号 */
                object?: string;
                /** @description 所涉信用主体的编号，如 S7 */
                subject?: string;
                /** @description 申报的用途 */
                purpose?: string;
                /** @description 是否准许 */
                allowed?: boolean;
                /** @description 起始日期（含） */
                from?: string;
                /** @description 结束日期（含） */
                to?: string;
                /** @description 文件格式，默认 csv */
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件；X-Content-SM3 为摘要，X-Record-Count 为条数 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditEntry: {
        parameters: {
            query?: {
                /** @description 纪元；默认当前纪元 */
                epoch?: number;
            };
            header?: never;
            path: {
                /** @description 序号 */
                seq: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 条目 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["AuditEntry"];
                        /** @description 附记，没有则为空 */
                        detail: Record<string, never> | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditProof: {
        parameters: {
            query?: {
                /** @description 纪元；默认当前纪元 */
                epoch?: number;
            };
            header?: never;
            path: {
                /** @description 序号 */
                seq: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 证明文件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditProof"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    auditHead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 树头 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditHead"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicHead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 树头 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditHead"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listAccountability: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 责任追究 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountabilityCases"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    openAccountability: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccountabilityCase"];
            };
        };
        responses: {
            /** @description 已立案 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    closeAccountability: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountabilityClosing"];
            };
        };
        responses: {
            /** @description 已办结 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    authorisedQuery: {
        parameters: {
            query: {
                /** @description 查询用途，取自用途清单 */
                purpose: string;
            };
            header?: never;
            path: {
                /** @description 统一社会信用代码或其他标识 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 授权范围内的信息 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sharedSubject: {
        parameters: {
            query: {
                /** @description 查询用途，取自用途清单 */
                purpose: string;
            };
            header?: never;
            path: {
                /** @description 统一社会信用代码或其他标识 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 可共享的信息 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页导出 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkExportPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    requestExport: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    entry: string;
                    unit?: string;
                    purpose: string;
                    reason: string;
                    /** @enum {string} */
                    format: "csv" | "xlsx";
                };
            };
        };
        responses: {
            /** @description 已申请；未超过上限的无需批准 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkExport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listExportApprovals: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页导出 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkExportPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    approveExport: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 已办理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkExport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    downloadExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    queryAnomalies: {
        parameters: {
            query?: {
                /** @description 哪一天，默认今天 */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 次数多的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        day: string;
                        items: {
                            actor: string;
                            name: string;
                            count: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPurposes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 全部用途 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["QueryPurpose"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listGrantees: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 全部第三方 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Grantee"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listProcedures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 程序 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Procedures"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProcedure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 程序标识 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 程序 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Procedure"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCases: {
        parameters: {
            query?: {
                /** @description 程序 */
                procedure?: string;
                /** @description 状态 */
                state?: string;
                /** @description 主体编号 */
                subject?: string;
                /** @description 记录编号 */
                record?: string;
                /** @description me：只看等我（我的单位、我的角色）办理的 */
                waiting?: "me";
                /** @description 只列本账号提出的 */
                mine?: boolean;
                /** @description 只列已逾期的 */
                late?: boolean;
                /** @description 只列未办结（true）或者已办结（false）的 */
                open?: boolean;
                /** @description 排序：newest 新的在前，urgency 紧急的在前（不分页） */
                order?: "newest" | "urgency";
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页办件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cases"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createCase: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    procedure: string;
                    step?: string;
                    subject?: string;
                    records?: string[];
                    /** @description 立案时指定的期限 */
                    clock?: string;
                    units?: {
                        [key: string]: string;
                    };
                    reason?: string;
                    ground?: string;
                    /** @description 其他法律法规的条款 */
                    clause?: string;
                    /** @description 随步骤提交的文书（程序中的文书标识） */
                    papers?: string[];
                    /** @description 随步骤提交的材料名称 */
                    attachments?: string[];
                    /** @description 材料名称 → 已上传文件的编号（F7）；计入材料 */
                    files?: {
                        [key: string]: string;
                    };
                    /**
                     * Format: date
                     * @description 事件之日，不是今天时填
                     */
                    from?: string;
                    /**
                     * Format: date
                     * @description 截止日期
                     */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description 办件 */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    caseCounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 件数 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        open: number;
                        overdue: number;
                        today: number;
                        soon: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 办件编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办件 */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    takeCaseStep: {
        parameters: {
            query?: never;
            header: {
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 办件编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    step: string;
                    reason?: string;
                    ground?: string;
                    /** @description 其他法律法规的条款 */
                    clause?: string;
                    /** @description 随步骤提交的文书（程序中的文书标识） */
                    papers?: string[];
                    /** @description 随步骤提交的材料名称 */
                    attachments?: string[];
                    /** @description 材料名称 → 已上传文件的编号（F7）；计入材料 */
                    files?: {
                        [key: string]: string;
                    };
                    /**
                     * Format: date
                     * @description 事件之日，不是今天时填
                     */
                    from?: string;
                    /**
                     * Format: date
                     * @description 截止日期
                     */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description 办件 */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    caseExtension: {
        parameters: {
            query?: never;
            header: {
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 办件编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    act: "ask" | "approve" | "refuse";
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description 办件 */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    caseRecusal: {
        parameters: {
            query?: never;
            header: {
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 办件编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 办件 */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    uploadCaseFile: {
        parameters: {
            query: {
                /** @description 文件名 */
                name: string;
            };
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description 文件 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCaseFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 办件编号 */
                id: string;
                /** @description 文件编号 */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCatalogue: {
        parameters: {
            query?: {
                /** @description 信息主体类型 */
                subject?: "ORG" | "NP" | "GOV";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 目录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalogue"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 条目代码，如 XK-ORG */
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 条目 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueEntryDetails"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 条目代码，如 XK-ORG */
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 模板 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    entryVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 条目代码，如 XK-ORG */
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 版本，旧的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryVersions"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    workdayAdd: {
        parameters: {
            query: {
                /** @description 起始日 */
                from: string;
                /** @description 工作日数 */
                days: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkdaySum"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    value: string;
                };
            };
        };
        responses: {
            /** @description 结论 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentifierVerdict"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDemands: {
        parameters: {
            query?: {
                /** @description 状态 */
                state?: "open" | "approved" | "refused";
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页需求 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemandPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    demandEntry: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    unit: string;
                    entry: string;
                    /** @enum {string} */
                    change: "add" | "change" | "remove";
                    text: string;
                    basis?: string;
                };
            };
        };
        responses: {
            /** @description 已提出 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemandMade"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideDemand: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 需求编号，如 D3 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                    reason: string;
                    /** Format: date */
                    effectiveFrom?: string;
                };
            };
        };
        responses: {
            /** @description 已处理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemandDecided"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createImport: {
        parameters: {
            query: {
                /** @description 目录条目 */
                entry: string;
                /** @description 提供单位 */
                unit: string;
                /** @description 文件名 */
                name: string;
                /** @description 收到日期，默认今天 */
                received?: string;
                /** @description 只校验不入库 */
                dryRun?: boolean;
                /** @description 有一行退回则整份不入库 */
                allOrNothing?: boolean;
            };
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description 试校验结果，未入库 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description 已排队，见任务 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportStarted"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** @description 提供单位 */
                unit?: string;
                /** @description 目录条目 */
                entry?: string;
                /** @description 状态 */
                state?: "stored" | "withdrawn";
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页批次 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 批次编号，如 B12 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 批次 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchDetails"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFindings: {
        parameters: {
            query?: {
                /** @description 问题代码 */
                code?: string;
                /** @description 严重程度 */
                severity?: "error" | "warning";
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 批次编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页问题 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAnnotated: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 批次编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/octet-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBatchGrid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 批次编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 索引 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchGrid"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBatchRows: {
        parameters: {
            query: {
                /** @description 文件行号，从小到大，用逗号分开，至多 100 个 */
                rows: string;
            };
            header?: never;
            path: {
                /** @description 批次编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 行 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchRows"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawBatch: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 批次编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 撤回结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchWithdrawal"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createNilReport: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    entry: string;
                    unit: string;
                    period: string;
                };
            };
        };
        responses: {
            /** @description 此前已登记 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NilReport"];
                };
            };
            /** @description 已登记 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NilReport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importRegister: {
        parameters: {
            query: {
                /** @description 目录条目 */
                entry: string;
                /** @description 提供单位 */
                unit: string;
            };
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importFeed: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description 运行记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listLetters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        letters: components["schemas"]["Letter"][];
                        items: components["schemas"]["CommitmentItem"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    commitmentItems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            notice: boolean;
                            letters: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewLetter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    unit: string;
                    letter?: string;
                    item?: string;
                    matter?: string;
                    missing?: string[];
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        text: string;
                        digest: string;
                        /** Format: date */
                        madeOn: string;
                        /** Format: date */
                        validTo: string;
                        obligations: components["schemas"]["CommitmentObligation"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCommitments: {
        parameters: {
            query?: {
                /** @description 主体 */
                subject?: string;
                /** @description 履行状态 */
                state?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CommitmentLine"][];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createCommitment: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    unit: string;
                    signer: string;
                    /** @enum {string} */
                    how: "sm2" | "platform" | "paper";
                    letter?: string;
                    item?: string;
                    matter?: string;
                    missing?: string[];
                    subject?: string;
                    publicKey?: string;
                    signature?: string;
                    scan?: string;
                    /** @description 代理人的授权委托书：先上传得到的材料编号，如 F7 */
                    authority?: string;
                    education?: string;
                    externalSystem?: string;
                    externalId?: string;
                    remark?: string;
                    supervision?: string;
                };
            };
        };
        responses: {
            /** @description 结果 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commitment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCommitment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commitment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    findBreach: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    unfulfilled: string;
                    accountability: string;
                    obligations?: string[];
                    /** @description 承诺自始不实，撤销以承诺方式取得的许可 */
                    untrue?: boolean;
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commitment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkCommitment: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    verdicts: {
                        obligation: string;
                        kept: boolean;
                        note?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commitment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createPledge: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    letter: string;
                    unit: string;
                    matter: string;
                };
            };
        };
        responses: {
            /** @description 结果 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pledge"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicPledges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Pledge"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicCommitments: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            subjectName: string;
                            subjectCode: string;
                            title: string;
                            type: string;
                            matter: string;
                            unitName: string;
                            /** Format: date */
                            madeOn: string;
                            /** Format: date */
                            validTo: string;
                            state: string;
                            unfulfilled: string | null;
                        }[];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createSubjectAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    login: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description 账号与一次性口令 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        oneTimeCode: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    idNumber: string;
                    /** @enum {string} */
                    how: "counter" | "real-name-service";
                };
            };
        };
        responses: {
            /** @description 已登记 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listDelegates: {
        parameters: {
            query: {
                /** @description 信用主体编号 */
                subject: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Delegation"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createDelegate: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user: string;
                    subject: string;
                    /** @enum {string} */
                    basis: "self" | "delegate";
                    /** Format: date */
                    from?: string;
                    /** Format: date */
                    to?: string;
                    document?: string;
                };
            };
        };
        responses: {
            /** @description 授权 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delegation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endDelegate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 账号编号 */
                user: string;
                /** @description 信用主体编号 */
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已撤销 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    myDelegations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Delegation"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    ownDelegates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Delegation"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    evaluationWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 评价任务表单的选项 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationWords"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listEvaluators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 评价专家和受托机构，合作协议 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluators"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addEvaluator: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    kind: string;
                    name: string;
                    account: string;
                    unit: string;
                    agreement: string;
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
            };
        };
        responses: {
            /** @description 登记评价专家或受托机构的合作协议 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endEvaluator: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 终止合作协议 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listEvaluationTasks: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 评价任务，新的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationTasks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    giveEvaluationTask: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    evaluator: string;
                    title: string;
                    kind: string;
                    basis: string;
                    data?: string[];
                    subjects: string[];
                    /** Format: date */
                    dueOn: string;
                };
            };
        };
        responses: {
            /** @description 下达评价任务 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationTask"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getEvaluationTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一项评价任务和提交的结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationTask"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawEvaluationTask: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 撤回评价任务 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    judgeEvaluationResult: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    /** @enum {string} */
                    verdict: "confirm" | "return" | "refuse";
                    public?: boolean;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description 确认、退回或不采用一个评价结果；确认后才生效 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationTask"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRisks: {
        parameters: {
            query?: {
                /** @description 风险程度 */
                level?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 风险监控：主体的风险程度和原因 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchedRisks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    subjectSupervision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 监管类别：信用等级与行业综合评价的结合 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupervisionClass"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myEvaluationTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 受托的评价任务 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationTasks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myEvaluationTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 受托的一项评价任务和提供的数据 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationTask"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    handInEvaluation: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    outcome: string;
                    value?: string;
                    report: string;
                    reportNo?: string;
                };
            };
        };
        responses: {
            /** @description 提交一个对象的评价结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationTask"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listGradeModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 评价模型的版本 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModels"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addGradeModel: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    demonstration?: boolean;
                };
            };
        };
        responses: {
            /** @description 把模型存为草案 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkGradeModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    mutation?: boolean;
                };
            };
        };
        responses: {
            /** @description 检查一份模型文本：问题、测试、变异得分，不保存 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModelCheck"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    loadGradeModels: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 把本地区的示范模型载入为草案 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModels"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getGradeModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一个版本：原文、经过、签名 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModelStory"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stepGradeModel: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    to: "analysed" | "tested" | "trial" | "in_force" | "withdrawn";
                    /** Format: date */
                    from?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description 模型的下一步 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signGradeModel: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "legal" | "business" | "statistics";
                    digest: string;
                    publicKey?: string;
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description 对模型摘要签名；每个角色一人一次 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPointsTable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 分值表（Excel） */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importPointsTable: {
        parameters: {
            query: {
                /** @description 新版本号 */
                edition: string;
            };
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description 分值表导入为新草案；只改数值 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeModel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getGradeMethod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 评价方法：等级、计分、限制、依据 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeMethod"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkGradeCut: {
        parameters: {
            query?: {
                /** @description 评价年度，默认上一年 */
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 截止检查：各来源是否已报送 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeCut"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listGradeRuns: {
        parameters: {
            query?: {
                /** @description 评价年度 */
                year?: number;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 评价批次，新的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    startGradeRun: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    year: number;
                    model?: string;
                    /** Format: date */
                    asOf?: string;
                };
            };
        };
        responses: {
            /** @description 生成一个年度的等级（后台任务）；asOf 为试评 */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        job: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getGradeRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 复核：分布、变动、异常、缺口 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeReview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    gradeRunDecisions: {
        parameters: {
            query?: {
                /** @description 等级；- 为没有等级 */
                level?: string;
                /** @description 地区（前缀） */
                region?: string;
                /** @description 主体类型 */
                type?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 批次中的结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeDecisions"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewGradeRun: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 复核通过，交主体预览 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publishGradeRun: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 发布；须由另一人 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    dropGradeRun: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 作废未发布的批次 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    gradeRunTable: {
        parameters: {
            query?: {
                /** @description 格式 */
                format?: "csv" | "xlsx";
            };
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 分级评价结果汇总表 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    gradeRunDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 推送与上报的状态 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            target: string;
                            state: string;
                            count: number;
                        }[];
                        failed: {
                            id: string;
                            target: string;
                            attempts: number;
                            error: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    retryGradeDeliveries: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 失败的推送重新排队 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCommendation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 通报表扬稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commendation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    approveCommendation: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 批准通报表扬；须由另一人 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commendation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    startReform: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** Format: date */
                    asOf?: string;
                };
            };
        };
        responses: {
            /** @description 试算一份改革方案对全部主体的影响（后台任务） */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        job: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    subjectGrades: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一个主体的历次等级 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectGrades"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    explainGrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 等级的解释：逐行、条款、异议成立时、距上一级、日历 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeExplanation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    replayGrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 按当时的模型与事实重算 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decision: string;
                        sameGrade: boolean;
                        sameFacts: boolean;
                        level: string | null;
                        score: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listGradeAnswers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 主体对等级的意见 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            text: string;
                            /** Format: date-time */
                            at: string;
                            reply: string | null;
                            repliedBy: string | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    replyGradeAnswer: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description 答复主体的意见 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    myGrades: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 本人的等级 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["GradeDecision"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    explainMyGrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 本人等级的解释 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeExplanation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerMyGrade: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description 预览期内提出意见 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicGrades: {
        parameters: {
            query?: {
                /** @description 地区（前缀） */
                region?: string;
                /** @description 主体类型 */
                type?: string;
                /** @description 等级 */
                level?: string;
                /** @description 评价年度，默认最近 */
                year?: number;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已公布的等级，按地区和类型 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicGrades"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicEvaluations: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已公布的行业综合评价，新的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            kind: string;
                            kindLabel: string;
                            outcome: string;
                            outcomeLabel: string;
                            /** Format: date */
                            on: string;
                            issuer: string | null;
                        }[];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    markGradeFact: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fact: string;
                    /** @enum {string} */
                    status: "active" | "disputed" | "repaired" | "revoked";
                    /** Format: date */
                    on?: string;
                    cause: string;
                    ref?: string;
                };
            };
        };
        responses: {
            /** @description 标记异议、修复、撤销，并重新评价 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decision: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listGradeOverrides: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 等级调整 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            decision: string;
                            computedLevel: string | null;
                            level: string;
                            reason: string;
                            clause: string;
                            /** @enum {string} */
                            state: "proposed" | "approved" | "refused";
                            proposedBy: string;
                            decidedBy: string | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    proposeGradeOverride: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    level: string;
                    reason: string;
                    clause: string;
                };
            };
        };
        responses: {
            /** @description 提出等级调整；须另一人决定 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideGradeOverride: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                };
            };
        };
        responses: {
            /** @description 决定等级调整 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listGradeFacts: {
        parameters: {
            query?: {
                /** @description 种类 */
                kind?: string;
                /** @description 主体 */
                subject?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 录入的评价事实，新的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeFacts"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addGradeFact: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    kind: string;
                    channel?: string;
                    /** Format: date */
                    occurredOn?: string;
                    /** Format: date */
                    determinedOn?: string;
                    /** Format: date */
                    endedOn?: string;
                    severity?: string;
                    outcome?: string;
                    value?: string;
                    public?: boolean;
                    ref?: string;
                    title?: string;
                    issuer?: string;
                    source?: string;
                    items?: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description 录入没有目录条目的评价事实 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeFact"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stepGradeFact: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    step: "verified" | "unfounded" | "revoked" | "promoted";
                    reason: string;
                    record?: string;
                };
            };
        };
        responses: {
            /** @description 核实、不属实、撤销，或转为负面信息（写明记录） */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeFact"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addPracticePoints: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    points: string;
                    /** Format: date */
                    on: string;
                    item: string;
                    basis?: string;
                };
            };
        };
        responses: {
            /** @description 记不良执业行为分 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subject: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        sum: string;
                        alert: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPracticePoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 不良执业行为记分与周期合计 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subject: string;
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        sum: string;
                        alert: boolean;
                        items: {
                            id: string;
                            /** Format: date */
                            on: string;
                            points: string;
                            item: string;
                            basis: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    declareGradeFeed: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    feed: string;
                    unit: string;
                    year: number;
                    nil?: boolean;
                };
            };
        };
        responses: {
            /** @description 声明来源已报送或没有信息 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    subjectRisk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 风险程度与信号，与等级无关 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 现行等级；未评价为空 */
                        grade: string | null;
                        /** @description 双随机抽查的抽取权重 */
                        draw_weight: number;
                        /** @description 权重的依据 */
                        draw_source: string | null;
                        /** @description 加大检查力度的原因；办结前抽取权重加倍 */
                        raised: string[];
                        /** @enum {string} */
                        level: "low" | "middle" | "high";
                        label: string;
                        points: number;
                        signals: {
                            label: string;
                            points: number;
                            fact: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listGradeUses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 评价结果的应用事项 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            code: string;
                            label: string;
                            source: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    useGrade: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    use: string;
                    matter: string;
                };
            };
        };
        responses: {
            /** @description 查询并登记一次应用：用的是哪一次结果、有何影响 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        decision: string;
                        level: string | null;
                        levelName: string | null;
                        /** Format: date */
                        asOf: string;
                        /** @enum {string} */
                        effect: "incentive" | "limited" | "none";
                        effectText: string;
                        clause: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    takeGradeDeliveries: {
        parameters: {
            query: {
                /** @description 推送对象 */
                target: string;
                /** @description 条数 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 业务系统或平台领取推送 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endGradeDelivery: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ok: boolean;
                    text: string;
                };
            };
        };
        responses: {
            /** @description 回执，或失败原因 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listGradeSurveys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 调研 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            year: number;
                            title: string;
                            questions: string[];
                            /** Format: date-time */
                            openedAt: string;
                            open: boolean;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    openGradeSurvey: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    year: number;
                    title: string;
                    questions: string[];
                };
            };
        };
        responses: {
            /** @description 开展评价工作调研 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getGradeSurvey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 调研汇总 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        title: string;
                        questions: string[];
                        answers: number;
                        means: string[];
                        remarks: string[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerGradeSurvey: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    marks: string[];
                    remark?: string;
                };
            };
        };
        responses: {
            /** @description 回答调研：每题 1 到 5 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description 任务种类 */
                kind?: string;
                /** @description 状态 */
                state?: "queued" | "running" | "done" | "failed";
                /** @description 只看计划任务 */
                scheduled?: boolean;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 后台任务 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 任务编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 后台任务 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    jobEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description 最后收到的事件编号 */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description 任务编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description queued、started、progress、retry、late、done、failed 事件，data 为 JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 计划任务 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedules"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 指标 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    creditLists: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CreditListFull"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addListStandard: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    list: string;
                    text: string;
                    basis: string;
                };
            };
        };
        responses: {
            /** @description 结果 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        list: string;
                        text: string;
                        basis: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listListEntries: {
        parameters: {
            query?: {
                /** @description 名单 */
                list?: string;
                /** @description 状态 */
                state?: string;
                /** @description 主体 */
                subject?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ListEntryLine"][];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    proposeListing: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    list: string;
                    subject: string;
                    standard: string;
                    facts: string;
                    evidence: string[];
                    basis: string;
                    unit: string;
                    reason: string;
                    /** Format: date */
                    validTo?: string;
                    records?: string[];
                };
            };
        };
        responses: {
            /** @description 结果 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getListEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEntry"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listExitRatio: {
        parameters: {
            query?: {
                /** @description 年度 */
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date */
                            from: string;
                            /** Format: date */
                            to: string;
                            atStart: number;
                            added: number;
                            left: number;
                            ratio: string | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicLists: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CreditList"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicListPage: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            listName: string;
                            subjectName: string;
                            subjectCode: string;
                            unitName: string;
                            basis: string;
                            facts: string;
                            /** Format: date */
                            recognisedOn: string;
                            /** Format: date */
                            validFrom: string;
                            /** Format: date */
                            validTo: string;
                            historyOnly: boolean;
                        }[];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readSealedRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        record: string;
                        entryName: string;
                        sealedOn: string;
                        kind: string;
                        reason: string;
                        fields: components["schemas"]["NamedValue"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myArchive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 档案与评价结果的披露方式 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myAccessLog: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页查询记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessLog"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myGrants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 全部授权 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Grant"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createGrant: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    grantee: string;
                    purpose: string;
                    scope: ("basic" | "good" | "negative" | "recognised" | "other" | "grade")[];
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                };
            };
        };
        responses: {
            /** @description 已授权 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawGrant: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已撤回 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    registerGrant: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    grantee: string;
                    purpose: string;
                    scope: ("basic" | "good" | "negative" | "recognised" | "other" | "grade")[];
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                    /** @description 书面授权文件的 SM3 摘要 */
                    document: string;
                };
            };
        };
        responses: {
            /** @description 已登记 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myNotices: {
        parameters: {
            query?: {
                /** @description 只列本人未读的 */
                unread?: boolean;
                /** @description case 只列办件消息（含法律文书），legal 只列法律文书和期限 */
                kind?: "case" | "legal";
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页消息与未读总数 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unread: number;
                        items: components["schemas"]["Notice"][];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readNotice: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 该消息 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPapers: {
        parameters: {
            query?: {
                /** @description 主体 */
                subject?: string;
                /** @description 记录 */
                record?: string;
                /** @description 办件 */
                case?: string;
                /** @description 文书种类 */
                paper?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 本人的，或者职责范围内的文书 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    issuePaper: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    paper: string;
                    subject?: string;
                    record?: string;
                    /** @description 文书的字段 */
                    values?: {
                        [key: string]: string;
                    };
                    /** @description 所取代的文书 */
                    replaces?: string;
                    /** @description 取代的理由 */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description 已制发 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paper"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPaper: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 文书，如 P12 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文书 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperDetails"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPaperFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 文书，如 P12 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件；X-Content-SM3 为摘要 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPaperPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 文书，如 P12 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 网页 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokePaper: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 文书，如 P12 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 已撤销 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paper"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deliverPaper: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 文书，如 P12 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    way: "直接送达" | "留置送达" | "委托送达" | "邮寄送达" | "电子送达" | "公告送达";
                    /** @description 受送达人 */
                    receiver: string;
                    /** Format: date */
                    on: string;
                };
            };
        };
        responses: {
            /** @description 已登记 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperDelivery"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmPaperDelivery: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 文书，如 P12 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    delivery: number;
                    arrived: boolean;
                    /** Format: date */
                    on: string;
                    /** @description 回证编号，或者未能送达的情况 */
                    proof: string;
                };
            };
        };
        responses: {
            /** @description 已登记 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getPaperForm: {
        parameters: {
            query?: {
                /** @description 记录 */
                record?: string;
                /** @description pdf 或者 page */
                as?: "pdf" | "page";
            };
            header?: never;
            path: {
                /** @description 表格，如 repair-application */
                paper: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 不留存 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/html": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyPaper: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 校验码，大小写和连字符不限 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 真伪和现行状态；不含个人信息 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperStanding"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    paperKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SM2 公钥 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperKey"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyPaperFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description 一个字节不同即为不符；文件不留存 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperStanding"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 在运行 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 可以提供服务 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicListing: {
        parameters: {
            query?: {
                /** @description 目录条目 */
                entry?: string;
                /** @description 提供单位 */
                unit?: string;
                /** @description 决定日期不早于 */
                from?: string;
                /** @description 决定日期不晚于 */
                to?: string;
                /** @description newest：最近归集的在前；不填则按归集先后 */
                order?: "newest";
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 按记录号排列 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicListing"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 记录号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 公示内容 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicRecord"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    reportCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 公示编号 */
                    record: string;
                    /** @description 有误的字段；不填表示整条信息 */
                    field?: string;
                    /**
                     * @description wrong 内容有误，outdated 情况已经变化，other-subject 不是该机构的信息，repeated 重复公示
                     * @enum {string}
                     */
                    reason: "wrong" | "outdated" | "other-subject" | "repeated";
                };
            };
        };
        responses: {
            /** @description 已转给提供信息的科室；同一天的相同反映只转一次 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicSubject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 统一社会信用代码 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 机构与其公示信息 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicSubjectPage"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件清单 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicRules"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicSearch: {
        parameters: {
            query: {
                /** @description 名称、名称的一部分、拼音首字母或代码 */
                q: string;
                /** @description 条数 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 最像的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicHits"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    publicityDue: {
        parameters: {
            query?: {
                /** @description 目录条目 */
                entry?: string;
                /** @description 提供单位 */
                unit?: string;
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 待公示清单（最多 500 条） */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicityDuties"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewPublicity: {
        parameters: {
            query?: never;
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 公众会看到的内容 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicRecord"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publishRecords: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    secrecyChecked: boolean;
                    records?: string[];
                    entry?: string;
                    all?: boolean;
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawPublicity: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 已撤下 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicityWithdrawn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPublicity: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    entry: string;
                    /** @enum {string} */
                    format: "csv" | "xlsx";
                    /** @description 默认遮盖；不遮盖须有 subject.reveal 权限并写明用途 */
                    masked?: boolean;
                };
            };
        };
        responses: {
            /** @description 文件；X-Content-SM3 为摘要，X-Record-Count 为条数 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRecalls: {
        parameters: {
            query?: {
                /** @description 只看没有回执的 */
                open?: boolean;
                /** @description 状态 */
                state?: "open" | "told" | "done";
                /** @description 记录编号 */
                record?: string;
                /** @description 办件编号 */
                case?: string;
                /** @description 接收方 */
                receiver?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页接收方 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Recall"][];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myRecalls: {
        parameters: {
            query?: {
                /** @description 只看没有回执的 */
                open?: boolean;
                /** @description 状态 */
                state?: "open" | "told" | "done";
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页提醒 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Recall"][];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirmRecall: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 提醒编号，如 L3 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 回执内容或者编号 */
                    receipt: string;
                };
            };
        };
        responses: {
            /** @description 已登记；first 为 false 时先前已登记 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "done";
                        first: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRecords: {
        parameters: {
            query?: {
                /** @description 目录条目 */
                entry?: string;
                /** @description 提供单位 */
                unit?: string;
                /** @description 状态 */
                state?: "live" | "void" | "withdrawn";
                /** @description 公示状态 */
                publicity?: "not_public" | "pending" | "published" | "ended" | "withdrawn" | "withheld";
                /** @description 流转状态 */
                flow?: "draft" | "returned" | "reviewed" | "submitted" | "entered";
                /** @description 报送期限不晚于 */
                dueUntil?: string;
                /** @description 来自批次 */
                batch?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    entry: string;
                    unit: string;
                    /** @description 字段（国家代码或名称）与值 */
                    values: {
                        [key: string]: string;
                    };
                    /** Format: date */
                    received?: string;
                    market?: boolean;
                    consent?: string;
                    association?: string;
                    internalOnly?: boolean;
                    moment?: string;
                    kindCode?: string;
                    severity?: string;
                };
            };
        };
        responses: {
            /** @description 已入库 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRecord: {
        parameters: {
            query?: {
                /** @description 当日为真的内容 */
                asOf?: string;
                /** @description 当日所知的内容 */
                knownOn?: string;
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 记录 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordDetails"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    correctRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 字段（国家代码或名称）与值 */
                    values: {
                        [key: string]: string;
                    };
                    /** @enum {string} */
                    kind: "correction" | "revision";
                    cause?: string;
                    /** Format: date */
                    from?: string;
                };
            };
        };
        responses: {
            /** @description 新版本 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    voidRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "void" | "withdrawal";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 已办理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordRetired"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    submitRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 办理后的流转 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordFlow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reviewRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lawful: boolean;
                    true: boolean;
                    accurate: boolean;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description 办理后的流转 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordFlow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    returnRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 办理后的流转 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordFlow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sendBackRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 办理后的流转 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordFlow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    enterRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    site: string;
                    receipt?: string;
                };
            };
        };
        responses: {
            /** @description 办理后的流转 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordFlow"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addAttachment: {
        parameters: {
            query: {
                /** @description 材料类型 */
                kind: "decision" | "commitment" | "photo" | "other";
                /** @description 文件名 */
                name: string;
            };
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description 已保存 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAttachment: {
        parameters: {
            query?: {
                /** @description 版本，默认最新 */
                version?: number;
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
                /** @description 材料序号 */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件；X-Content-SM3 为摘要 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "application/ofd": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDisorder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 在册的人员 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DisorderPerson"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    registerDisorder: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    list: string;
                    name: string;
                    /** @description 身份证件号码 */
                    number: string;
                    /** @description 文书种类，如行政拘留决定书 */
                    documentKind: string;
                    document: string;
                    facts: string;
                    unit: string;
                    /** Format: date */
                    recognisedOn: string;
                    /** Format: date */
                    validTo?: string;
                };
            };
        };
        responses: {
            /** @description 已记入 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    searchDisorder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    number: string;
                };
            };
        };
        responses: {
            /** @description 在册的人员 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DisorderPerson"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeDisorder: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 另册编号，如 D2 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cause: string;
                };
            };
        };
        responses: {
            /** @description 已移出 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listOutsideMatches: {
        parameters: {
            query?: {
                /** @description 状态，缺省为待确认 */
                state?: "proposed" | "confirmed" | "rejected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 比对结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OutsideMatch"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importOutsideList: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    list: string;
                    source: string;
                    rows: {
                        name: string;
                        code?: string;
                        facts?: string;
                        /** Format: date */
                        validTo: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description 相符的主体 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OutsideMatch"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideOutsideMatch: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 比对编号，如 Q2 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    confirmed: boolean;
                    /** @description 否认的必填 */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description 确认的，entry 为名单条目 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listBoards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 榜单 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Board"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getBoard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 榜单标识 */
                board: string;
                /** @description 年度，如 2026 */
                year: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每个主体一行 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BoardRow"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    proposeBoard: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 榜单标识 */
                board: string;
                /** @description 年度，如 2026 */
                year: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每个主体一行 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BoardRow"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideBoard: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 榜单标识 */
                board: string;
                /** @description 年度，如 2026 */
                year: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    approved: boolean;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description 全部各行 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BoardRow"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    issueBoard: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 榜单标识 */
                board: string;
                /** @description 年度，如 2026 */
                year: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已制发 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedReport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicBoards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 榜单 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Board"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicBoard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 榜单标识 */
                board: string;
                /** @description 年度，如 2026 */
                year: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每个主体一行 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PublicBoardLine"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 管辖范围内的专项治理和可选的种类 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Campaign"][];
                        kinds: {
                            id: string;
                            label: string;
                            source: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    startCampaign: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    target: string;
                    kinds: string[];
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    until: string;
                };
            };
        };
        responses: {
            /** @description 已开展 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addCampaignCase: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号，如 W1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    record: string;
                    kind: string;
                };
            };
        };
        responses: {
            /** @description 专项治理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    closeCampaign: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 编号，如 W1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 专项治理 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myRepair: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每条负面信息一项 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RepairState"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myRepairOutlook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    records: string[];
                };
            };
        };
        responses: {
            /** @description 没有等级时为 null */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairOutlookAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    subjectRepair: {
        parameters: {
            query?: never;
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 主体编号，如 S7 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每条可见的负面信息一项 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RepairState"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    repairOutlook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 主体编号，如 S7 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    records: string[];
                };
            };
        };
        responses: {
            /** @description 没有等级时为 null */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairOutlookAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    recordRepair: {
        parameters: {
            query?: never;
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 修复条件 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stateRepairFact: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 记录编号，如 R5 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    fact: "rectified" | "duties" | "effect" | "fraud" | "irreparable" | "kind" | "evidence";
                    name?: string;
                    amount?: number;
                    clause?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 写明之后的修复条件 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRepairTrainings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 新的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RepairTraining"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createRepairTraining: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    form: string;
                    /** Format: date */
                    heldOn: string;
                    hours: number;
                    invited: string[];
                };
            };
        };
        responses: {
            /** @description 已登记 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairTraining"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    noteRepairTraining: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 培训编号，如 T3 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    attended: boolean;
                    certificate?: string;
                };
            };
        };
        responses: {
            /** @description 登记之后的培训 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairTraining"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRepairLeftovers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 待核实 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            record: string;
                            unit: string;
                            channel: string;
                            /** Format: date */
                            toldOn: string;
                            /** Format: date */
                            repairedOn: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publicRepairs: {
        parameters: {
            query?: {
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 新的在前；自然人不在其中 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PublicRepair"][];
                        next?: string;
                    };
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listRepairCandidates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已达最短公示期、义务已履行的 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            record: string;
                            subject: string;
                            entryName: string;
                            documentNo: string | null;
                            /** Format: date */
                            decidedOn: string | null;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createRepairBatch: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    records?: string[];
                };
            };
        };
        responses: {
            /** @description 批次与每条的结果 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairBatch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRepairBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 批次编号，如 B3 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每条的状态 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairBatch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRepairBatchTable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 批次编号，如 B3 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果清单 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myCreditReport: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 用途，印在报告上 */
                    purpose: string;
                    /**
                     * @description public 公开版，full 完整版
                     * @enum {string}
                     */
                    form: "public" | "full";
                };
            };
        };
        responses: {
            /** @description 已出具，凭 paper 查看和下载 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedReport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    issueCreditReport: {
        parameters: {
            query?: never;
            header: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 主体编号，如 S7 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 用途，印在报告上 */
                    purpose: string;
                    /**
                     * @description public 公开版，full 完整版
                     * @enum {string}
                     */
                    form: "public" | "full";
                };
            };
        };
        responses: {
            /** @description 已出具 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedReport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPaperDrafts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 草稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PaperDraft"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPaperDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 草稿编号，如 Y4 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 草稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperDraftContent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    editPaperDraft: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 草稿编号，如 Y4 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    field: string;
                    text: string;
                    version: number;
                };
            };
        };
        responses: {
            /** @description 改后的草稿 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperDraftContent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    issuePaperDraft: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 草稿编号，如 Y4 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已制发 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedReport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRulebook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 规则 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rulebook"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 各年日历 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkCalendar"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    administrators: {
                        role: string;
                        login: string;
                        name: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description 三个账号及其一次性口令，只告知这一次 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: {
                            id: string;
                            login: string;
                            oneTimeCode: string;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    login: string;
                    password: string;
                    /** @description 动态口令，六位数字 */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description 会话已开始；凭证在 cookie 中 */
            201: {
                headers: {
                    /** @description 会话 cookie：HttpOnly、SameSite=Strict、Path=/；TLS 下名为 __Host-medcredit */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已退出 */
            204: {
                headers: {
                    /** @description 会话 cookie：HttpOnly、SameSite=Strict、Path=/；TLS 下名为 __Host-medcredit */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    signInWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 登录方式 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 账号和口令 */
                        password: boolean;
                        /** @description 统一身份认证（OpenID Connect），见 /api/session/oidc */
                        identityProvider: boolean;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    oidcStart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 转到身份提供方；随应答设置十分钟有效的 Cookie medcredit-oidc */
            302: {
                headers: {
                    /** @description 身份提供方的登录页 */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 浏览器被拒绝：回到登录页 */
            303: {
                headers: {
                    /** @description /console/sign-in?refused=错误码 */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    oidcReturn: {
        parameters: {
            query?: {
                /** @description 开始登录时给出的值 */
                state?: string;
                /** @description 授权码 */
                code?: string;
                /** @description 身份提供方拒绝的原因 */
                error?: string;
                /** @description 身份提供方（RFC 9207） */
                iss?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已登录，转到工作台；浏览器被拒绝时回到登录页 */
            303: {
                headers: {
                    /** @description /console/ 或 /console/sign-in?refused=错误码 */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 现口令；使用一次性口令登录后不填 */
                    current?: string;
                    next: string;
                };
            };
        };
        responses: {
            /** @description 已修改 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    enrolTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password?: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description 密钥，或已生效 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        active: boolean;
                        secret?: string;
                        uri?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    acceptRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: string;
                };
            };
        };
        responses: {
            /** @description 已记录 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    speakFor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description 已选择 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    mySessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SessionView"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 登录标识 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已结束 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 草稿名称 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 保存时的 JSON；没有草稿时为 null */
                        content: unknown;
                        /** Format: date-time */
                        savedAt: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 草稿名称 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 任意 JSON */
                    content: unknown;
                };
            };
        };
        responses: {
            /** @description 已保存 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    removeDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 草稿名称 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已删除 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    openSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OpenSession"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    myStatements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 全部陈述 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Statement"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fileStatement: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 记录编号，如 R5 */
                    record: string;
                    /** @description 1至1000字，不得含有身份证件号码、电话号码 */
                    text: string;
                };
            };
        };
        responses: {
            /** @description 待承办单位决定是否在记录旁展示 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawStatement: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 陈述编号，如 X3 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已撤回 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStatements: {
        parameters: {
            query?: {
                /** @description 状态 */
                state?: "filed" | "accepted" | "declined" | "withdrawn";
                /** @description 记录编号 */
                record?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页陈述 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Statement"][];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideStatement: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 陈述编号，如 X3 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accepted: boolean;
                    /** @description 不予展示的必填 */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description 已决定，当事人已被告知 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    searchSubjects: {
        parameters: {
            query: {
                /** @description 查询内容 */
                q: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 命中的主体，最相符的在前 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectHits"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    mergeSubjects: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeRequest"];
            };
        };
        responses: {
            /** @description 合并（或者预览）的结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getArchive: {
        parameters: {
            query?: {
                /** @description 该日的情况 */
                as_of?: string;
                /** @description 截至该日所知 */
                known_on?: string;
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 主体编号，如 S7 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 信用档案 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    compareArchive: {
        parameters: {
            query: {
                /** @description 起始日期 */
                from: string;
                /** @description 结束日期，缺省为今天 */
                to?: string;
            };
            header?: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
            };
            path: {
                /** @description 主体编号，如 S7 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 变化 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveDifferences"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revealField: {
        parameters: {
            query?: never;
            header: {
                /** @description 查询用途，取自用途清单 */
                "X-Purpose"?: components["parameters"]["Purpose"];
                /** @description 用途所属事项编号 */
                "X-Case-Number"?: components["parameters"]["Case"];
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 主体编号，如 S7 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealRequest"];
            };
        };
        responses: {
            /** @description 用途允许的内容不再遮盖的档案 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    undoMerge: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 合并编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description 已撤销 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStatus: {
        parameters: {
            query?: {
                /** @description 单位 */
                unit?: string;
                /** @description 专人 */
                person?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 应办事项（最多 2000 条） */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getQuality: {
        parameters: {
            query?: {
                /** @description 决定日期起 */
                from?: string;
                /** @description 决定日期止 */
                to?: string;
                /** @description 单位 */
                unit?: string;
                /** @description 目录条目 */
                entry?: string;
                /** @description 列出每个数字背后的记录（最多 2000 行） */
                records?: boolean;
                /** @description 只列一个数字背后的（最多 2000 行）：收到、应收到、合格、不合格、迟报、瞒报、错报、超出覆盖范围、超出更新周期、信息项不符 */
                list?: "received" | "expected" | "compliant" | "unqualified" | "late" | "concealed" | "wrong" | "coverage" | "cycle" | "items";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 质量统计 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quality"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSelfCheck: {
        parameters: {
            query: {
                /** @description 单位 */
                unit: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 自查清单 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelfCheck"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remindOffice: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    unit: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description 已提醒 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminder"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAppraisal: {
        parameters: {
            query: {
                /** @description 起始月份 */
                from: string;
                /** @description 截止月份 */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 表格 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFaults: {
        parameters: {
            query?: {
                /** @description 决定日期起 */
                from?: string;
                /** @description 决定日期止 */
                to?: string;
                /** @description 单位 */
                unit?: string;
                /** @description 目录条目 */
                entry?: string;
                /** @description 哪一种 */
                list?: "unqualified" | "late" | "concealed" | "wrong";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 逐条 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                        items: {
                            list: string;
                            unit: string;
                            entry: string;
                            ref: string | null;
                            documentNo: string | null;
                            /** Format: date */
                            decidedOn: string | null;
                            /** Format: date */
                            receivedOn: string | null;
                            /** Format: date */
                            dueOn: string | null;
                            lateWorkdays: number;
                            unitName: string;
                            /** Format: date */
                            day: string;
                            /** @description 当日的负责人 */
                            person: string | null;
                            /** @description 到期日起发给该单位的提醒 */
                            reminders: {
                                id: string;
                                text: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSystemKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 系统账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SystemKey"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createSystemKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 系统账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    algorithm: "sm2" | "hmac-sm3";
                    /** @description sm2：65 字节未压缩公钥的 Base64 */
                    publicKey?: string;
                };
            };
        };
        responses: {
            /** @description 密钥 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        secret: string | null;
                        fingerprint: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeSystemKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 系统账号编号 */
                id: string;
                /** @description 密钥编号 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已撤销 */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description 账号或姓名中的文字 */
                q?: string;
                /** @description 每页条数 */
                limit?: components["parameters"]["Limit"];
                /** @description 上一页给出的 next */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["User"][];
                        next?: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    login: string;
                    name: string;
                    /** @enum {string} */
                    kind?: "staff" | "system";
                    unit?: string;
                    /** @enum {string} */
                    scope?: "own" | "unit" | "county" | "city" | "province";
                    entries?: string[];
                };
            };
        };
        responses: {
            /** @description 账号与一次性口令（系统账号没有） */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        oneTimeCode: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    /** @description 版本 */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    unit?: string;
                    /** @enum {string} */
                    scope?: "own" | "unit" | "county" | "city" | "province";
                    /** @enum {string} */
                    state?: "active" | "disabled";
                    /** @description 身份提供方账号：“签发者地址 用户标识”；空串解除关联。管理员的只能在服务器上登记 */
                    oidcSubject?: string;
                    entries?: string[];
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    /** @description 版本 */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resetUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 同时解除动态口令 */
                    secondFactor?: boolean;
                };
            };
        };
        responses: {
            /** @description 一次性口令 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        oneTimeCode: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setRoles: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
                /** @description 所读版本的 ETag */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                /** @description 账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    roles: string[];
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    /** @description 版本 */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RoleView"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listUnits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UnitView"][];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createUnit: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    name: string;
                    region?: string;
                    usc?: string;
                    entries?: string[];
                };
            };
        };
        responses: {
            /** @description 单位 */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeUnit: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 单位标识 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description 空为取消 */
                    region?: string;
                    /** @description 空为取消 */
                    usc?: string;
                    entries?: string[];
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setContact: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 单位标识 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                    /** Format: date */
                    from?: string;
                };
            };
        };
        responses: {
            /** @description 结果 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    unlockUser: {
        parameters: {
            query?: never;
            header: {
                /** @description 本次提交的唯一标识，重试时不变 */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description 账号编号 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description 账号 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    namesOfStaff: {
        parameters: {
            query: {
                /** @description 账号编号，用逗号分开，至多 50 个 */
                ids: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 姓名，没有的不列 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffNames"];
                };
            };
            /** @description 没有变化 */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
}
