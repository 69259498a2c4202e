#include "decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace medcredit::synth {

namespace {

using base::CivilDate;

/// Rest days of the demonstrated quarter that are weekdays (2026: 春节, 清明).
bool decides(CivilDate day) {
  if (day.weekday() >= 6) return false;
  const auto iso = day.iso();
  return !((iso >= "2026-02-15" && iso <= "2026-02-23") || (iso >= "2026-04-04" && iso <= "2026-04-06"));
}

struct Violation {
  std::string_view kind, fact, basis, classes;
  int yuan;         ///< fine
  int confiscated;  ///< yuan
};
constexpr std::array<Violation, 7> kViolations{{
    {"使用非卫生技术人员", "使用未取得执业证书的人员从事诊疗活动", "《医疗机构管理条例》第四十七条", "罚款", 5000, 0},
    {"超范围执业", "超出登记的诊疗科目开展诊疗活动", "《医疗机构管理条例》第四十六条", "警告；罚款", 3000, 0},
    {"医疗废物", "未按规定分类收集医疗废物", "《医疗废物管理条例》第四十六条", "警告", 0, 0},
    {"公共场所卫生", "未按规定对公共用品用具进行清洗消毒", "《公共场所卫生管理条例实施细则》第三十六条", "警告；罚款",
     2000, 0},
    {"消毒产品", "生产的消毒产品卫生质量不符合要求", "《消毒管理办法》第四十三条", "罚款", 8000, 0},
    {"病历与处方管理", "未按规定填写病历资料", "《医疗纠纷预防和处理条例》第四十七条", "警告", 0, 0},
    {"医疗技术临床应用", "擅自开展限制类医疗技术并收取费用", "《医疗技术临床应用管理办法》第四十三条",
     "罚款；没收违法所得", 12000, 3600},
}};

/// Yuan as 万元 without binary floating point: 2000 -> 0.2.
std::string inTenThousands(int yuan) {
  auto text = fmt::format("{}.{:04}", yuan / 10000, yuan % 10000);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::vector<Column> counterpartColumns(const std::string& p, bool person) {
  if (person) {
    return {{"行政相对人名称", p + "XDR_MC"},
            {"行政相对人类别", p + "XDR_LB"},
            {"证件类型", p + "XDR_ZJLX"},
            {"证件号码", p + "XDR_ZJHM"}};
  }
  return {{"行政相对人名称", p + "XDR_MC"},
          {"行政相对人类别", p + "XDR_LB"},
          {"行政相对人代码_1(统一社会信用代码)", p + "XDR_SHXYM"},
          {"行政相对人代码_2(工商注册号)", p + "XDR_GSZC"},
          {"行政相对人代码_3(组织机构代码)", p + "XDR_ZZJG"},
          {"行政相对人代码_4(税务登记号)", p + "XDR_SWDJ"},
          {"行政相对人代码_5(事业单位证书号)", p + "XDR_SYDW"},
          {"行政相对人代码_6(社会组织登记证号)", p + "XDR_SHZZ"},
          {"法定代表人", p + "FRDB"},
          {"法定代表人证件类型", p + "FR_ZJLX"},
          {"法定代表人证件号码", p + "FR_ZJHM"}};
}

std::vector<Column> actColumns(Act act) {
  if (act == Act::kPermit) {
    return {{"行政许可决定文书名称", "XK_XKWS"},
            {"行政许可决定文书号", "XK_WSH"},
            {"许可类别", "XK_XKLB"},
            {"许可证书名称", "XK_XKZS"},
            {"许可编号", "XK_XKBH"},
            {"许可内容", "XK_NR"},
            {"许可决定日期", "XK_JDRQ"},
            {"有效期自", "XK_YXQZ"},
            {"有效期至", "XK_YXQZI"},
            {"许可机关", "XK_XKJG"},
            {"许可机关统一社会信用代码", "XK_XKJGDM"},
            {"当前状态", "XK_ZT"},
            {"数据来源单位", "XK_LYDW"},
            {"数据来源单位统一社会信用代码", "XK_LYDWDM"},
            {"备注", "BZ"}};
  }
  return {{"行政处罚决定书文号", "CF_WSH"},
          {"违法行为类型", "CF_WFXW"},
          {"违法事实", "CF_SY"},
          {"处罚依据", "CF_YJ"},
          {"处罚类别", "CF_CFLB"},
          {"处罚内容", "CF_NR"},
          {"罚款金额(万元)", "CF_NR_FK"},
          {"没收违法所得、没收非法财物的金额(万元)", "CF_NR_WFFF"},
          {"暂扣或吊销证照名称及编号", "CF_NR_ZKDX"},
          {"处罚决定日期", "CF_JDRQ"},
          {"处罚有效期", "CF_YXQ"},
          {"公示截止期", "CF_GSJZQ"},
          {"处罚机关", "CF_CFJG"},
          {"处罚机关统一社会信用代码", "CF_CFJGDM"},
          {"数据来源单位", "CF_SJLY"},
          {"数据来源单位统一社会信用代码", "CF_SJLYDM"},
          {"备注", "BZ"}};
}

/// Labels of older editions; the counterpart codes 2 and 3 were numbered the other way round then.
std::string oldLabel(const std::string& label) {
  static const std::map<std::string, std::string, std::less<>> kOld{
      {"行政相对人代码_1(统一社会信用代码)", "行政相对人代码_1 （统一社会信用代码）"},
      {"行政相对人代码_2(工商注册号)", "行政相对人代码_3(工商登记码)"},
      {"行政相对人代码_3(组织机构代码)", "行政相对人代码_2(组织机构代码)"},
      {"法定代表人", "法定代表人姓名"},
      {"法定代表人证件号码", "法定代表人身份证号"},
      {"行政处罚决定书文号", "处罚决定书文号"},
      {"违法事实", "处罚事由"},
      {"处罚内容", "处罚结果"},
      {"行政许可决定文书名称", "项目名称"},
      {"行政许可决定文书号", "行政许可决定书文号"},
      {"许可类别", "审批类别"},
      {"有效期至", "许可截止期"}};
  const auto found = kOld.find(label);
  return found == kOld.end() ? label : found->second;
}

}  // namespace

std::string_view prefixOf(Act act) { return act == Act::kPermit ? "XK_" : "CF_"; }

std::string authorityCode() { return makeCreditCode("11", "410300", 1001); }

std::vector<Column> columnsOf(Act act, bool person, HeaderStyle style) {
  auto columns = counterpartColumns(std::string(prefixOf(act)), person);
  const auto rest = actColumns(act);
  columns.insert(columns.end(), rest.begin(), rest.end());
  if (style == HeaderStyle::kCodes) {
    for (auto& column : columns) column.label = column.code;
  } else if (style == HeaderStyle::kOld) {
    for (auto& column : columns) column.label = oldLabel(column.label);
    // The document stood first in the old tables.
    std::rotate(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(columns.size() - rest.size()),
                columns.begin() + static_cast<std::ptrdiff_t>(columns.size() - rest.size() + 2));
  }
  return columns;
}

DecisionMaker::DecisionMaker(std::vector<Organisation> organisations, std::vector<Person> persons, std::uint64_t seed)
    : organisations_(std::move(organisations)), persons_(std::move(persons)), random_(seed) {}

void DecisionMaker::counterpart(Fields& fields, std::string_view prefix, bool person) {
  const std::string p(prefix);
  if (person) {
    const auto& who = random_.pick(persons_);
    fields[p + "XDR_MC"] = who.name;
    fields[p + "XDR_LB"] = "自然人";
    fields[p + "XDR_ZJLX"] = "身份证";
    fields[p + "XDR_ZJHM"] = who.citizenId;
    return;
  }
  const auto& organisation = random_.pick(organisations_);
  fields[p + "XDR_MC"] = organisation.name;
  fields[p + "XDR_LB"] = organisation.subjectClass;
  fields[p + "XDR_SHXYM"] = organisation.creditCode;
  fields[p + "FRDB"] = organisation.head.name;
  if (random_.below(3) == 0) {
    fields[p + "FR_ZJLX"] = "身份证";
    fields[p + "FR_ZJHM"] = organisation.head.citizenId;
  }
}

Fields DecisionMaker::permit(bool person, CivilDate date) {
  struct Permit {
    std::string_view document, kind, certificate, content;
  };
  constexpr std::array<Permit, 4> kOrganisationPermits{
      {{"医疗机构执业许可决定书", "核准", "", "准予医疗机构执业登记"},
       {"公共场所卫生许可决定书", "普通", "公共场所卫生许可证", "准予公共场所卫生许可"},
       {"放射诊疗许可决定书", "普通", "放射诊疗许可证", "准予开展放射诊疗"},
       {"消毒产品生产企业卫生许可决定书", "普通", "消毒产品生产企业卫生许可证", "准予生产消毒产品"}}};
  constexpr std::array<Permit, 2> kPersonPermits{
      {{"医师执业注册决定书", "认可", "医师执业证书", "准予医师执业注册"},
       {"母婴保健技术服务人员许可决定书", "认可", "母婴保健技术考核合格证书", "准予从事母婴保健技术服务"}}};
  const auto& permit = person ? kPersonPermits[random_.below(kPersonPermits.size())]
                              : kOrganisationPermits[random_.below(kOrganisationPermits.size())];
  Fields fields;
  counterpart(fields, "XK_", person);
  fields["XK_XKWS"] = permit.document;
  fields["XK_XKLB"] = permit.kind;
  if (!permit.certificate.empty()) {
    fields["XK_XKZS"] = permit.certificate;
    fields["XK_XKBH"] = fmt::format("示卫证字[{}]第{:05}号", date.year(), random_.below(100000));
  }
  fields["XK_NR"] = permit.content;
  fields["XK_JDRQ"] = date.iso();
  fields["XK_YXQZ"] = date.iso();
  fields["XK_YXQZI"] = date.plusMonths(48).plusDays(-1).iso();
  fields["XK_XKJG"] = kAuthority;
  fields["XK_XKJGDM"] = authorityCode();
  fields["XK_ZT"] = "1";
  fields["XK_LYDW"] = kAuthority;
  fields["XK_LYDWDM"] = authorityCode();
  return fields;
}

Fields DecisionMaker::penalty(bool person, CivilDate date) {
  const auto& violation = random_.pick(kViolations);
  Fields fields;
  counterpart(fields, "CF_", person);
  fields["CF_WFXW"] = violation.kind;
  fields["CF_SY"] = violation.fact;
  fields["CF_YJ"] = violation.basis;
  fields["CF_CFLB"] = violation.classes;
  std::string content = violation.classes.find("警告") != std::string_view::npos ? "警告" : "";
  if (violation.yuan > 0) {
    content += fmt::format("{}罚款{}元", content.empty() ? "" : "；", violation.yuan);
    fields["CF_NR_FK"] = inTenThousands(violation.yuan);
  }
  if (violation.confiscated > 0) {
    content += fmt::format("；没收违法所得{}元", violation.confiscated);
    fields["CF_NR_WFFF"] = inTenThousands(violation.confiscated);
  }
  fields["CF_NR"] = content;
  fields["CF_JDRQ"] = date.iso();
  fields["CF_YXQ"] = date.plusMonths(12).iso();
  fields["CF_CFJG"] = kAuthority;
  fields["CF_CFJGDM"] = authorityCode();
  fields["CF_SJLY"] = kAuthority;
  fields["CF_SJLYDM"] = authorityCode();
  return fields;
}

std::vector<Decision> DecisionMaker::make(Act act, bool person, std::string_view series, CivilDate from, CivilDate to,
                                          std::size_t perDay) {
  std::vector<Decision> decisions;
  auto& number = numbers_[std::string(series)];
  for (auto day = from; day <= to; day = day.plusDays(1)) {
    if (!decides(day)) continue;
    const auto count = random_.below(perDay + 1);
    for (std::size_t i = 0; i < count; ++i) {
      auto fields = act == Act::kPermit ? permit(person, day) : penalty(person, day);
      const auto document = fmt::format("{}〔{}〕{}号", series, day.year(), ++number);
      fields[act == Act::kPermit ? "XK_WSH" : "CF_WSH"] = document;
      decisions.push_back({day, document, std::move(fields)});
    }
  }
  return decisions;
}

}  // namespace medcredit::synth
