//! What single words may mean.

use std::sync::LazyLock;

use crate::check::words::WordMap;

/// What a word may mean, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense(u64);

impl Sense {
    /// Nothing that is known.
    pub const NONE: Self = Self(0);
    /// He or she, in any case.
    pub const PRONOUN: Self = Self(1);
    /// One person, by age, kinship or part.
    pub const PERSON: Self = Self(1 << 1);
    /// Several persons who are not staff.
    pub const PERSONS: Self = Self(1 << 2);
    /// A relative.
    pub const KIN: Self = Self(1 << 3);
    /// A mother, a father, or who stands in for them.
    pub const PARENT: Self = Self(1 << 4);
    /// Children of one family.
    pub const KINS: Self = Self(1 << 5);
    /// A word that tells somebody's sex.
    pub const SEX: Self = Self(1 << 6);
    /// A number.
    pub const NUMBER: Self = Self(1 << 7);
    /// Days, weeks, months or years.
    pub const UNIT: Self = Self(1 << 8);
    /// A month, a day of the week or a season.
    pub const TIME: Self = Self(1 << 9);
    /// First, second, eldest, …
    pub const ORDINAL: Self = Self(1 << 10);
    /// Ethnicity, nationality or faith.
    pub const ORIGIN: Self = Self(1 << 11);
    /// A condition of body or mind.
    pub const HEALTH: Self = Self(1 << 12);
    /// Paid work that is not that of the agencies.
    pub const WORK: Self = Self(1 << 13);
    /// A body, or a thing named after a person.
    pub const BODY: Self = Self(1 << 14);
    /// The last word of a street's name.
    pub const STREET: Self = Self(1 << 15);
    /// The last word of a house's name.
    pub const HOUSE: Self = Self(1 << 16);
    /// The last word of the name of a school, a nursery, a ward or a home.
    pub const SETTING: Self = Self(1 << 17);
    /// A word that makes a general word of such a name: Primary, Nursing, …
    pub const GENERAL: Self = Self(1 << 18);
    /// Child, Adult, Baby: what stands before the letter of a label.
    pub const LABEL: Self = Self(1 << 19);
    /// Mr, Mrs, Miss, Ms.
    pub const TITLE: Self = Self(1 << 20);
    /// What happens to a person.
    pub const EVENT: Self = Self(1 << 21);
    /// The work of agencies and partnerships.
    pub const PROCESS: Self = Self(1 << 22);
    /// Was, is, had, has.
    pub const BE: Self = Self(1 << 23);
    /// What a person does: said, felt, lived.
    pub const ACT: Self = Self(1 << 24);
    /// A word that joins others and names nothing.
    pub const FUNCTION: Self = Self(1 << 25);
    /// In, at, from: what stands before a place.
    pub const PREPOSITION: Self = Self(1 << 26);
    /// Where people who live nowhere in the text are met: office, venue, clinic.
    pub const OFFICE: Self = Self(1 << 27);
    /// A first name that is no everyday word.
    pub const NAME: Self = Self(1 << 28);
    /// A first name that is an everyday word too.
    pub const MAYBE_NAME: Self = Self(1 << 29);
    /// Capitalised, and no place: Zoom, English, Ofsted.
    pub const NO_PLACE: Self = Self(1 << 30);

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of these is among them.
    pub const fn has(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }
}

/// The words, without capitals. A word may stand in several lists.
const LISTS: &[(Sense, &str)] = &[
    (Sense::PRONOUN, "he she him her his hers himself herself"),
    (
        Sense::PERSON,
        "child baby infant toddler newborn neonate boy girl man woman lady gentleman teenager youth \
         adolescent youngster person adult resident patient pupil student carer tenant victim \
         perpetrator survivor widow widower pensioner lodger caller runaway schoolboy schoolgirl",
    ),
    (
        Sense::PERSON.with(Sense::KIN),
        "son daughter stepson stepdaughter grandson granddaughter brother sister stepbrother \
         stepsister sibling twin cousin uncle aunt niece nephew husband wife partner boyfriend \
         girlfriend fiancé fiancée grandmother grandfather grandparent gran grandma grandad nan \
         stepfather stepmother stepdad stepmum",
    ),
    (
        Sense::PERSON.with(Sense::KIN).with(Sense::PARENT),
        "mother father mum dad parent",
    ),
    (
        Sense::PERSONS,
        "children babies infants toddlers boys girls men women teenagers youths adolescents people \
         adults residents patients pupils students carers tenants victims perpetrators survivors \
         parents mothers fathers mums dads families siblings brothers sisters sons daughters twins \
         triplets households grandparents inpatients detainees prisoners refugees youngsters \
         pensioners mates friends couples individuals persons learners toddlers occupants",
    ),
    (
        Sense::KINS,
        "children siblings brothers sisters sons daughters kids boys girls grandchildren \
         stepchildren",
    ),
    (
        Sense::SEX,
        "boy girl man woman lady gentleman male female schoolboy schoolgirl",
    ),
    (
        Sense::NUMBER,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
         sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety",
    ),
    (
        Sense::UNIT,
        "day days week weeks month months year years yr yrs mth mths wk wks",
    ),
    (
        Sense::TIME,
        "january february march april may june july august september october november december jan \
         feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday \
         saturday sunday spring summer autumn winter christmas easter ramadan",
    ),
    (
        Sense::ORDINAL,
        "first second third fourth fifth sixth seventh eighth ninth tenth eldest oldest youngest \
         middle",
    ),
    // The groups of the 2021 census of England and Wales (Office for National Statistics), with
    // nationalities and faiths that are common in the United Kingdom.
    (
        Sense::ORIGIN,
        "black asian african caribbean somali nigerian ghanaian eritrean ethiopian sudanese \
         congolese zimbabwean kenyan ugandan angolan gambian pakistani bangladeshi indian bengali \
         punjabi gujarati tamil nepali nepalese sri-lankan afghan kurdish iraqi iranian syrian \
         turkish arab arabic yemeni libyan egyptian moroccan algerian palestinian jordanian lebanese \
         chinese vietnamese filipino filipina thai korean japanese malaysian burmese albanian \
         kosovan romanian polish lithuanian latvian estonian bulgarian hungarian slovak slovakian \
         czech ukrainian russian moldovan serbian bosnian croatian greek cypriot italian portuguese \
         spanish brazilian colombian jamaican trinidadian barbadian guyanese roma romani romany \
         gypsy traveller gypsies travellers muslims christians hindus sikhs somalis kurds irish jewish muslim hindu sikh christian buddhist catholic orthodox \
         pentecostal evangelical islamic islam judaism hinduism sikhism quaker jehovah mormon \
         amish rastafarian rohingya uighur tibetan mixed-race dual-heritage biracial",
    ),
    (
        Sense::HEALTH,
        "dementia alzheimer alzheimers diabetes diabetic epilepsy epileptic autism autistic adhd \
         palsy disability disabilities stroke cancer leukaemia bipolar schizophrenia psychosis \
         psychotic anorexia bulimia wheelchair deaf deafness blind blindness asthma copd parkinson \
         parkinsons sclerosis hiv paralysed tetraplegia paraplegia amputee hepatitis cirrhosis \
         down’s downs down syndrome fibrosis thalassaemia tourette emphysema arthritis depression \
         dyslexia dyspraxia dyslexic ptsd diagnosed diagnosis epilepsy hydrocephalus disabled \
         dependency addiction alcoholic alcoholism insulin dialysis tumour",
    ),
    (
        Sense::WORK,
        "driver cleaner builder chef cook hairdresser carpenter joiner plumber electrician farmer \
         soldier waiter waitress shopkeeper labourer mechanic barber baker butcher bricklayer \
         decorator fisherman gardener labourer lorry miner musician painter plasterer roofer sailor \
         seamstress scaffolder tailor welder bartender barmaid barman bouncer postman accountant \
         journalist solicitor retired unemployed self-employed apprentice machinist warehouseman",
    ),
    (
        Sense::BODY,
        "trust foundation council partnership board service services university association society \
         charity institute academy academies federation group forum committee commission commissioner \
         network alliance project programme scheme campaign initiative law rule act report review \
         inquiry protocol principles principle scale test model tool toolkit judgment guidelines \
         guidance helpline line centre care hospice hospital hospitals constabulary police \
         ambulance health nhs cic ltd limited plc consortium union agency authority government \
         parliament day week award bill framework strategy mission profile operation school college \
         department ministry team office hub court fund international uk england",
    ),
    (
        Sense::STREET,
        "street road avenue lane close drive crescent terrace mews grove row gardens rd ave cres",
    ),
    (
        Sense::HOUSE,
        "house court lodge way hill place walk rise square green park view cottage cottages villa \
         villas parade gate yard heights tower towers rectory farm mansions mansion buildings \
         manor drove croft fields meadow meadows end side bank",
    ),
    (
        Sense::SETTING,
        "school academy college nursery playgroup preschool kindergarten primary grammar infants juniors ward home \
         house lodge manor grange hostel refuge surgery",
    ),
    (
        Sense::GENERAL,
        "the a an this that these those each every any all some no our your their its my his her \
         primary secondary special high junior infant infants middle grammar independent state \
         private local residential nursing care children children’s day foster sunday virtual \
         healthy boarding free catholic islamic medical business law royal national open police \
         further education sixth form safe town city village full white public home boys girls \
         nursery pre before after safer church mother baby old new former whole mainstream upper \
         lower community alternative specialist general acute maternity general women’s men’s \
         rest convalescent family electoral council other another one in at and or electronic \
         maintained voluntary faith approved supported nhs both most many which what",
    ),
    (
        Sense::LABEL,
        "child baby adult infant person sibling boy girl mother father parent carer brother sister \
         patient resident victim perpetrator user man woman pupil student teenager partner \
         grandmother grandfather toddler male female",
    ),
    (Sense::TITLE, "mr mrs miss ms mister"),
    // What happens to one person, in the words of chronologies.
    (
        Sense::EVENT,
        "died death dies killed murdered stabbed found born birth arrested arrest admitted admission \
         discharged discharge assaulted assault attacked injured injury injuries fracture fractured \
         bruise bruises bruising bruised burn burns burned scald scalded wound collapsed hospital \
         ambulance paramedics police officers moved placed placement removed evicted eviction \
         detained sectioned missing ran fled fell fall overdose overdosed hanged strangled raped rape \
         disclosed disclosure visited attended called rang forced cad callout incident referral \
         remanded sentenced convicted charged bailed bail custody released separated married \
         funeral inquest pregnancy pregnant conceived miscarriage excluded suspended \
         adopted absconded neighbour neighbours x-ray xray swab unconscious unresponsive \
         lived home flat bedroom fire drowned choked ligature ingestion ingested seizure",
    ),
    (
        Sense::PROCESS,
        "audit audits audited auditors review reviews reviewed policy policies protocol protocols \
         procedure procedures board boards executive sub-group subgroup meeting meetings met event \
         events conference training trained session sessions course courses workshop workshops \
         webinar week month guidance act law laws duty regulations regulation report reports \
         published publish publication launched launch signed agreed approved ratified effective \
         force deadline due newsletter briefing briefings plan plans strategy survey tool toolkit \
         form forms leaflet partnership partnerships lead chair inspection inspectors ofsted cqc \
         bill website page e-mail email bulletin term holiday funding contract campaign \
         issued circulated presented endorsed adopted updated revised introduced implemented \
         replaced superseded consultation consulted panel committee forum agenda minutes \
         recommendation recommendations action actions learning programme pathway framework \
         standards code version data figures statistics census register applies apply opens closes \
         registration booking bookings places venue hour hours network members delegates \
         practitioners managers service services agencies agency threshold thresholds document \
         letter template checklist statement application applications scheme",
    ),
    (Sense::BE, "was is had has were are been being be"),
    (
        Sense::ACT,
        "said says told tells felt feels lived lives lived moved went goes came comes disclosed asked \
         asks wanted wants stayed left ran died slept cried stopped refused refuses became spoke \
         speaks attended began started described reported thought knew kept did does made took \
         denied declined agreed accepted returned remained suffered experienced missed lost got \
         struggled loved liked hated grew worked works met seemed appeared presented told used \
         would could never always often rarely shared showed shows continued needed needs \
         understood believed hoped feared tried gave received saw heard",
    ),
    (
        Sense::FUNCTION,
        "and or but nor who whom whose which that when while where as if because since until at by in \
         on of for from to with without into after before during though although so then than the a \
         an this these those there here not no he she they it we i you his her their its our your \
         my was is were are had has have did does do be been being would could should may might \
         must can will what why how both either neither only just even also still yet once again \
         later earlier now told said one all some any each every most many several few other \
         another such more less much under over between among across near within",
    ),
    (
        Sense::PREPOSITION,
        "in at from near around across within to of on outside throughout into",
    ),
    (
        Sense::OFFICE,
        "office offices based venue headquarters hub drop-in clinic centre opens helpline training \
         conference venues reception parking campus civic",
    ),
    (
        Sense::NO_PLACE,
        "zoom teams skype english welsh gaelic british european covid internet google facebook \
         instagram snapchat whatsapp tiktok ofsted systmone mosaic liquid liquidlogic rio emis merlin \
         section part year level phase stage step tier grade chapter appendix annex table figure \
         article schedule priority group reception parliament england scotland wales britain \
         ireland europe god sunday working together children child adult adults partners partner \
         stage key england teams i microsoft clare sarah court crown magistrates cafcass",
    ),
];

static SENSES: LazyLock<WordMap<Sense>> = LazyLock::new(|| {
    let mut senses: WordMap<Sense> = WordMap::default();
    for (sense, words) in LISTS {
        for word in words.split_whitespace() {
            let known = senses.entry(word).or_default();
            *known = known.with(*sense);
        }
    }
    senses
});

/// No listed word is longer.
const LONGEST: usize = 24;

/// What a word may mean, whatever its capitals.
pub(super) fn of(word: &str) -> Sense {
    if word.len() > LONGEST {
        return Sense::NONE;
    }
    let bytes = word.as_bytes();
    if bytes[0].is_ascii_digit() {
        let is_number = bytes.len() <= 3 && bytes.iter().all(u8::is_ascii_digit);
        return if is_number {
            Sense::NUMBER
        } else {
            Sense::NONE
        };
    }
    let mut small = [0; LONGEST];
    for (small, byte) in small.iter_mut().zip(bytes) {
        *small = byte.to_ascii_lowercase();
    }
    let small = std::str::from_utf8(&small[..bytes.len()]).unwrap_or_default();
    SENSES.get(small).copied().unwrap_or_default()
}
