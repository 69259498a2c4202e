#include <array>

#include "domain/messages.h"

namespace medcredit::domain {

namespace {
constexpr std::string_view kUsc = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》";
constexpr std::string_view kOrg = "GB 11714《全国组织机构代码编制规则》";
constexpr std::string_view kRegNo = "GS 15-2006《工商行政管理注册号编制规则》";
constexpr std::string_view kCitizen = "GB 11643-1999《公民身份号码》";
constexpr std::string_view kRegion = "GB/T 2260《中华人民共和国行政区划代码》";
constexpr std::string_view kSilent = "默认值（依据未规定）";
constexpr std::string_view kCompare = "对照证照原件逐位核对";

// code, text, basis, remedy
constexpr auto kMessages = std::to_array<Message>({
    {"IDEN-0001", "号码为空", kSilent, "填写号码"},
    {"IDEN-0002", "不认识的号码种类“{kind}”", "", "可用的种类：{kinds}"},

    {"IDEN-0101", "统一社会信用代码应为18位", kUsc, kCompare},
    {"IDEN-0102", "统一社会信用代码含有不使用的字符（只用数字和除I、O、S、V、Z以外的大写字母）", kUsc,
     "常见误写：O应为0，I应为1，S应为5，Z应为2；对照证照原件核对"},
    {"IDEN-0103", "统一社会信用代码第3至8位（登记机关行政区划码）应为数字", kUsc, kCompare},
    {"IDEN-0104", "统一社会信用代码的校验码（第18位）错误，按前17位计算应为{expected}", kUsc,
     "先核对前17位；前17位无误时第18位应为{expected}"},
    {"IDEN-0105", "统一社会信用代码第17位（主体标识码校验码）按算法应为{expected}，请核对", kOrg,
     "早年登记中偶有此类代码；与证照一致即可保留"},
    {"IDEN-0106", "统一社会信用代码第3至8位不在现行或历史行政区划代码表中，请核对", kRegion, kCompare},
    {"IDEN-0107", "17个0加X是占位码，仅可用于尚无代码的个体工商户", kSilent, "填写真实的统一社会信用代码"},

    {"IDEN-0201", "组织机构代码应为8位数字或大写字母加1位校验码", kOrg, kCompare},
    {"IDEN-0202", "组织机构代码的校验码错误，按前8位计算应为{expected}", kOrg,
     "先核对前8位；无误时校验码应为{expected}"},

    {"IDEN-0301", "工商注册号不是15位数字，按2007年以前的旧号码保留，请核对", kRegNo, kCompare},
    {"IDEN-0302", "工商注册号的校验位（第15位）错误，按前14位计算应为{expected}", kRegNo,
     "先核对前14位；无误时第15位应为{expected}"},
    {"IDEN-0303", "工商注册号前6位不在现行或历史行政区划代码表中，请核对", kRegion, kCompare},

    {"IDEN-0401", "公民身份号码应为18位", kCitizen, "对照身份证逐位核对"},
    {"IDEN-0402", "15位身份证号已停止使用，对应的18位号码为{expected}", kCitizen, "改填18位号码"},
    {"IDEN-0403", "公民身份号码应为17位数字加1位数字或X", kCitizen, "对照身份证逐位核对"},
    {"IDEN-0404", "公民身份号码前2位不是省级行政区划代码", kCitizen, "对照身份证逐位核对"},
    {"IDEN-0405", "公民身份号码第7至14位不是合理的出生日期", kCitizen, "对照身份证逐位核对"},
    {"IDEN-0406", "公民身份号码的校验码（第18位）错误，按前17位计算应为{expected}", kCitizen,
     "先核对前17位；前17位无误时第18位应为{expected}"},
    {"IDEN-0407", "公民身份号码前6位不在现行或历史行政区划代码表中，请核对", kRegion, "对照身份证核对"},

    {"IDEN-0501", "税务登记号通常为15位，请核对", kSilent, kCompare},
    {"IDEN-0502", "税务登记号只能由数字和大写字母组成", kSilent, kCompare},
    {"IDEN-0601", "事业单位证书号应为12位数字", kSilent, "填写“事证第…号”中的12位数字"},

    {"IDEN-0801",
     "医疗机构执业许可证登记号应为22位：组织机构代码9位、行政区划6位、经济类型2位、机构类别4位、经营性质1位",
     "WS 218-2002《卫生机构（组织）分类与代码》", kCompare},
    {"IDEN-0802", "医疗机构执业许可证登记号前9位（组织机构代码）的校验码错误，应为{expected}", kOrg,
     "先核对前8位；无误时第9位应为{expected}"},
    {"IDEN-0803", "医疗机构执业许可证登记号为12位旧号码，按旧号码保留，请核对", kSilent, kCompare},
    {"IDEN-0804", "医疗机构执业许可证登记号第10至15位不在行政区划代码表中，请核对", kRegion, kCompare},
    {"IDEN-0805", "医疗机构执业许可证登记号的代用码（PDY开头）校验码按算法应为{expected}，请核对", kSilent, kCompare},

    {"IDEN-0901", "护照号码的形式少见（通常为5至20位字母和数字），请核对", kSilent, "对照护照资料页核对"},
    {"IDEN-0902", "港澳居民来往内地通行证号码应为H或M加8位或10位数字", kSilent, "对照证件核对"},
    {"IDEN-0903", "台湾居民来往大陆通行证号码应为8位数字，旧版为10位数字加1位字母", kSilent, "对照证件核对"},
    {"IDEN-0904", "外国人永久居留身份证号码应为3位字母加12位数字，或9开头的18位号码", kSilent, "对照证件核对"},
    {"IDEN-0905", "外国人永久居留身份证号码的校验码（第18位）错误，应为{expected}", kCitizen, "对照证件核对"},
    {"IDEN-0906", "外国人永久居留身份证号码第7至14位不是合理的出生日期", kCitizen, "对照证件核对"},

    {"IDEN-1001", "医师资格证书编码应为27位（含15位身份证号的旧编码为24位）", kSilent, kCompare},
    {"IDEN-1002", "医师资格证书编码前4位不是合理的年份（1998年至今）", kSilent, kCompare},
    {"IDEN-1003", "医师资格证书编码第5、6位不是省级行政区划代码", kRegion, kCompare},
    {"IDEN-1004", "医师资格证书编码末尾的身份证号有误", kCitizen, kCompare},
    {"IDEN-1005", "医师执业证书编码应为15位数字", kSilent, kCompare},
    {"IDEN-1006", "医师执业证书编码第4、5位不是省级行政区划代码，请核对", kRegion, kCompare},
});
}  // namespace

std::span<const Message> identifierMessages() { return kMessages; }

}  // namespace medcredit::domain
