using System.Buffers;
using System.Collections.Frozen;

namespace Firsthand.Engine.Text;

/// <summary>
/// Whether a text is English: what is heard from words was learned in English only. What English has (its words of grammar, its endings) is weighed against
/// what it does not have (other languages' words of grammar, letters and endings); so languages of which nothing is known here are told too.
/// </summary>
public static class Language
{
    // Words of grammar of languages in Latin letters. What several have counts for each: the most words name the language.
    private static readonly (string Name, string Words)[] Languages =
    [
        ("German", "der die das und ist nicht ich sie wir ein eine einen einem einer dem den des mit für auf von vom zu zum zur im auch aber wie wenn dass noch nur schon sich kann können haben hat hatte habe wird werden wurde war bei beim oder mein meine meinen kein keine keinen niemand nach aus über vor durch um als es er ihr uns mir mich dir warum weil immer sehr mehr alles nichts doch dann muss sind bin ab ans geht seit zwei drei"),
        ("French", "le la les des du de et est ne pas je tu il elle nous vous ils un une que qui quoi dans pour sur avec sans mais ou où ce cet cette ces ça cela sont suis être avoir ont peut très plus mon ma mes son sa ses leur notre votre tout tous toutes rien quand pourquoi combien aussi encore trop par au aux personne jamais toujours"),
        ("Spanish", "el los las la y es en una un por con para lo le se mi mis pero como más muy está están son soy tengo tiene hay nadie nada al del de que no qué cuánto cuándo cómo dónde porque también hasta desde cuando todo todos esto esta este eso hace puedo puede ya sin sobre nos su sus yo siempre nosotros"),
        ("Italian", "il lo la gli le che di è un una uno per non con sono ma mi si ci della del dei delle degli nel nella al alla anche molto nessuno niente più come quando perché questo questa ho ha hanno abbiamo sempre tutto ogni dopo senza io dal dalla quanto dove quale"),
        ("Dutch", "het de een en niet ik dat van op te zijn maar met voor aan ook wel geen hebben heeft heb wordt worden niemand naar uit bij dan nog als wij ze hij je jij jullie mijn onze deze dit er om door waarom hoe wat waar altijd alles kunnen kan moet kunt uw hun haar hier daar toch werd hebt omdat slechts niets mag tegen zoals alleen hoeveel"),
        ("Portuguese", "o os as um uma não eu que do da dos das em no na de para por com mas muito meu minha meus ninguém nada está são tem tenho isso isto este esta ele ela nós você vocês mais quando como porque também já foi ser à ao pelo pela sem até se seu sua quanto"),
        ("Swedish", "och att det är jag inte en ett som på för med har men vi av den till ingen kan vill man här när hur vad varför mycket också eller om från blir var ska skulle alltid alla bara då finns min mitt mig oss över"),
        ("Danish or Norwegian", "og at det er jeg ikke en et som på for med har men vi af av den til ingen kan vil man her når hvor hvad hva hvorfor hvordan meget mye også eller om fra bliver blir var skal skulle alle bare da min mit meg mig oss os over blev være dette denne disse kunne ved efter hvis sig seg noe noget etter altid alltid aldrig aldri hver før mens ingenting"),
        ("Polish", "i nie w na z się że to jest są do jak ale mam ma nikt czy co dla od po przez przy ten ta te tego tym jej jego ich ile tylko jeszcze już bardzo gdy kiedy gdzie dlaczego ponieważ może być był było by my nas nam mi mnie zawsze bez albo lub oraz"),
        ("Finnish", "ja ei en on se että oli olen olemme ovat ole mutta kun niin jos tai myös minä sinä hän me he tämä tämän mikä missä miksi miten kuka mitä joka jotka kuin vain vielä sitten koska kanssa voi voin emme eivät meidän minun sen siitä ollut nyt hyvin aina mitään kaikki paljonko eikä kukaan sitä"),
        ("Turkish", "ve bir bu da de için çok ama ile var yok mi mı mu mü ne daha gibi kadar sonra değil olarak olan her ben biz sen siz onu bunu şu nasıl neden niye zaman en ki hiç şey bana bize bizim kimse veya hem ya çünkü"),
        ("Hungarian", "a az és nem hogy egy van volt is de ez ezt azt meg csak már még ha mint vagy ki mi én te ő mert amikor hol miért nagyon lehet kell nincs nekem minden senki sem így ott itt el fel le be mennyi mennyibe"),
        ("Czech or Slovak", "a je se si na v že to s z do o k ale jsem jsme jsou byl bylo není nie som sme sú ako jak co čo pro pre když keď tak už jen len také ještě ešte nebo alebo po při od za by mi mně nás nám proč prečo protože pretože velmi může môže který která které ktorý nikdo nikto nic máme muzu protoze jeste take kolik koľko"),
        ("Romanian", "și si nu este e sunt în la cu pe de din un o că ca să sa care pentru mai dar ce cum când unde am ai are au avem fost fi foarte nimic nimeni noi eu el ea lor după sau doar fără prin acest această îmi mă ne cât"),
        ("Croatian or Serbian", "i je se na u da ne za što šta sa su od nije sam smo ali kao kako kada kad gdje gde zašto jer samo već još ili bi po do iz pri biti bio bilo nema ništa nitko niko vrlo veoma mi me nas nam to ovo ova taj koji koja koje ako treba mogu može nisam koliko"),
        ("Indonesian or Malay", "yang dan di ke dari ini itu tidak saya kami kita anda untuk dengan pada adalah akan bisa boleh ada atau juga sudah belum karena kalau jika tapi tetapi dalam oleh lebih sangat bagaimana kenapa mengapa apa mereka dia banyak harus telah hanya lagi nya berapa"),
        ("Vietnamese", "và của là có không tôi chúng cho được này một các với để trong khi những người đã đang sẽ rất nhưng nếu thì mà ở từ đến cũng như vì sao gì làm bị hay ra vào nó anh chị bạn bao nhiêu"),
        ("Catalan", "el la els les i és una un en amb per que no del dels al als però molt més què com quan on perquè aquest aquesta això tinc té hi ha són està meu meva sense també res ningú fins des"),
        ("Slovenian", "je in se na da ne za ki pa so kot tudi ali sem smo ni od pri ko vendar kaj zakaj nisem lahko bi še ker"),
        ("Lithuanian", "ir yra ne kad su tai kaip į iš bet aš man mano labai nėra ar tik dar kai jis niekas"),
        ("Latvian", "un ir nav ar uz no par kas es tas bet kā man ļoti ka vai lai nevar jau"),
        ("Estonian", "ja on ei see et ma mis kas ka oma kui aga mulle väga pole saa siis või ning meie nii"),
        ("Icelandic", "og að er ekki í á ég það sem við um en með fyrir til var hann mér"),
        ("Afrikaans", "nie die en het is van ek dit ons wat vir om te met maar sal kan hulle baie hy nog"),
        ("Welsh", "yn y yr o i ac mae wedi ei ar gan ddim nid hwn oedd bod wrth eich rydw dw mewn"),
        ("Irish", "an na agus tá níl ag ar le don ní bhí go seo chun nach raibh mé sé atá"),
        ("Basque", "eta da ez dut zen bat hau du baina ere dira egin oso nire dugu"),
        ("Albanian", "dhe të në është një për me nuk që nga si po kjo ka unë më janë shumë"),
        ("Filipino", "ang ng mga sa na hindi ako ko mo siya kami po ba kung para ito ay lang din namin"),
        ("Swahili", "ya na wa kwa ni katika la za hii kama lakini sana si hakuna yangu hiyo cha vya kwamba"),
        ("Russian", "и в не на я что он она с как это по но из за то все мы вы так же для был было меня мне нет уже или если когда очень только нас почему никто"),
        ("Ukrainian", "і в не на я що він вона з як це по але із за то все ми ви так ж для був було мене мені немає вже або якщо коли дуже тільки нас чому ніхто й та"),
        ("Bulgarian", "и в не на да се за от с е че това как но по са ще ми ли съм има няма много"),
        ("Arabic", "في من على أن هذا هذه لا ما إلى مع عن كان هل لم هو هي و أنا نحن"),
        ("Persian", "است را که می این از به در با برای آن هم یا ما شما من نمی"),
        ("Hindi", "है में की और का को से के नहीं यह हैं मैं हम पर भी तो था"),
    ];

    // Letters that a language in Latin letters has (nearly) alone.
    private static readonly FrozenDictionary<string, string> OwnLetters = new Dictionary<string, string>
    {
        ["German"] = "ßẞ", ["Spanish"] = "ñ¿¡", ["Portuguese"] = "ãõ", ["Polish"] = "łńśźż", ["Turkish"] = "ğışİ", ["Hungarian"] = "őű", ["Czech or Slovak"] = "řěůťďľĺŕ", ["Romanian"] = "țșă",
        ["Vietnamese"] = "đơưạảấầậắếềệịọộợụủứừự", ["Russian"] = "ыэъё", ["Ukrainian"] = "іїєґ", ["Persian"] = "پچگژ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Letters that tell the language; others are written by several.
    private static readonly (string Name, char First, char Last)[] Scripts = [("Japanese", '\u3040', '\u30FF'), ("Korean", '\uAC00', '\uD7A3'), ("Chinese", '\u4E00', '\u9FFF'), ("Greek", '\u0370', '\u03FF'), ("Thai", '\u0E00', '\u0E7F'), ("Hebrew", '\u0590', '\u05FF')];

    // Of the words above those that English has as well, as words, names or short forms.
    private static readonly FrozenSet<string> AlsoEnglish = Set("""
        ab ac ada ag ai ali ans apa ar az ba bara bare ben bet bin biz bod bu ca care cha co com cum dan die din dit don door dw em eta fel gan ha hat hau hay
        hem ho hoe hy il io jest kan ki mae mam man men met min mint mis mit mo mon nav non nos od op os pa par plus po pour pre pro ra res sam sans sau sen
        sense sig sin son sur taj til till todo tout uma van var vi war wat yang
        """);

    // And those that stand in names and phrases in the middle of English: "Rio de la Plata".
    private static readonly FrozenSet<string> InNames = Set("""
        al als au ay bi ce da das dat de del dem den der des di dia dir dos du el en es est et ez fi fra ik ir ja jak je ka kas ko kun la le les lo ma mi mu na
        nam nas ne nga ni nu om ons ou pe sa se ses si su ta te tu un una uns ve von wa ya yo yr za
        """);

    // Of English words of grammar those that other languages spell alike.
    private static readonly FrozenSet<string> AlsoElsewhere = Set("a i me in on an am is was he her of or no so do had will over under for to by at all as be my we most once do per via are");

    private static readonly FrozenSet<string> PlainEnglish = Set("""
        need needs needed want wants wanted use uses used user users work works worked time times year years month months week weeks day days today people
        person customer customers phone account card money help good bad new old big first last next back long better best great nice hard easy free full wrong
        slow price cost pay paid order orders file files page call called find found look looks think thought say said tell told ask asked feel try tried keep
        give gave buy bought send sent read write run change check set show turn save store sale sales team data problems issue issues flight bill service
        company business women book ticket late love hate hope number address question answer hour hours minutes two three four five six ten add button click search
        screen update invoice feature window type play music song weather news remind y'all d'you o'clock ma'am lol omg pls plz thx u ur
        """);

    // Spelled alike in many languages: they tell nothing.
    private static readonly FrozenSet<string> Anywhere = Set("""
        app bank email mail link list idea area extra camera media video photo demo info logo problem support export import report test version code product
        text line start stop name minute alarm service san los las santa rio data agenda euro taxi wifi wi-fi api ui auto radio piano pizza menu memo visa zero
        cinema pasta sofa panda ninja guru tofu bio ego casino studio rodeo await kitchen oxygen
        café crème brûlée lait résumé naïve façade cliché fiancé fiancée déjà décor entrée soirée señor jalapeño jalapeños turbo promo intro outro combo soda
        """);

    private static readonly (string Name, FrozenSet<string> Words)[] Grammars = [.. Languages.Select(language => (language.Name, Set(language.Words)))];

    private static readonly FrozenSet<string> Foreign = Grammars.SelectMany(language => language.Words)
        .Where(word => !Words.IsStop(word) && !Words.IsFiller(word) && !AlsoEnglish.Contains(word) && !PlainEnglish.Contains(word) && !Anywhere.Contains(word)).ToFrozenSet(StringComparer.Ordinal);

    // How many points a word gives: for English above zero, against it below.
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Known = Points().GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Elided = Set("l d c j m n t qu all dell nell dall sull un jusqu lorsqu").GetAlternateLookup<ReadOnlySpan<char>>();

    // What stands inside or at the end of English words and hardly of others', and the other way round; words in small letters only.
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Endings = Set("ow ly ew ey ed ld sn ay ck th gh ght ould ough ing ings ity ful ness less ther ound ood ook ways ees ked ted ily ry ty lls nk wn wed").Select(ending => (ending, 1))
        .Concat(Set("kt nn yn ej az ez ak aj oj ik je cht kan nen lik dir rar tas nar nak ben det tet ais eur tud dak ngan aren ngen inen ador icht alor ados adas ntos eren keit heit chaft lich lijk ique eux oir ait ych ach nte nje ije ede ige kke dje kje sie rde ende anje aidh iste gen yor mak mek ung lige iendo endo mente ción zione eiro amos emos isch sche elt kte sz cz ec ou zt dt dht").Select(ending => (ending, -1)))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> EnglishParts = SearchValues.Create(["th", "wh", "sh", "ight", "ck"], StringComparison.Ordinal);
    private static readonly SearchValues<string> OtherParts = SearchValues.Create(["sz", "zn", "lj", "sj", "rz", "kk", "cz", "ij", "jt", "vr", "vl", "zt", "zm", "uj", "aa", "dz", "jn", "bw", "cj", "zg", "gj", "zv", "zk", "rj", "tj", "nj", "kj", "ii", "uu", "ej", "aj", "oj", "bj", "yk", "mh", "aq", "hv"], StringComparison.Ordinal);

    private static readonly SearchValues<char> NoLetters = SearchValues.Create("0123456789_.:/,");

    private const int LongestWord = 40, LongestEnding = 4;

    private const char FirstIdeograph = '\u3040', LastOfLatin1 = '\u00FF';

    // A language has at least one word of grammar in so many; with fewer it is another one that has some of them by chance.
    private const int FewestKnown = 5;

    // What one word is worth: nearly certain, likely, and a hint that many words must give together.
    private const int Certain = 4, Likely = 2, Hint = 1;

    // Of words that are likely, none of them certain, fewer may be names.
    private const int FewestLikely = 3, FewestPoints = 6;

    // A text of so many words without any that English surely has is read more strictly.
    private const int Long = 6;

    /// <summary>True unless the text shows that it is something else: other letters, or more of another language than of English.</summary>
    public static bool IsEnglish(string text) => Shows(text) != false;

    /// <summary>True where the text shows that it is English, false where it shows that it is not, null where it shows neither: "OK.", a name, a number.</summary>
    internal static bool? Shows(string text)
    {
        int latin = 0, others = 0, english = 0, foreign = 0, surelyEnglish = 0, surelyForeign = 0, likelyForeign = 0, hints = 0, unknown = 0;
        var shouts = !text.AsSpan().ContainsAnyInRange('a', 'z');
        foreach (var span in Words.Spans(text))
        {
            var word = span.In(text);
            var before = span.Start > 0 ? text[span.Start - 1] : ' ';
            if (IsCode(word) || before is '@' or '#') continue;
            if (!IsLatin(word[0]))
            {
                // An ideograph is half a word; one letter alone is a formula or a face.
                others += word[0] >= FirstIdeograph ? (word.Length + 1) / 2 : word.Length > 1 ? 1 : 0;
                continue;
            }
            latin++;
            if (before is '¿' or '¡') (foreign, surelyForeign) = (foreign + Certain, surelyForeign + 1);
            // "I" is English, an "i" may be Polish.
            var points = word is "I" && span.Start > 0 ? Certain : Weigh(word);
            // Capitals inside a word are a brand or a short form.
            if (points < 0 && !shouts && word[1..].ContainsAnyInRange('A', 'Z')) continue;
            if (points > 0) english += points;
            else foreign -= points;
            if (points >= Likely) surelyEnglish++;
            if (points <= -Certain) surelyForeign++;
            if (points < 0) likelyForeign++;
            if (points == -Hint) hints++;
            if (points == 0 && word.Length > 2 && char.IsLower(word[0]) && !IsKnown(word)) unknown++;
        }
        if (others > latin) return false;
        if (latin >= Long && surelyEnglish == 0) foreign += hints + unknown / 2;
        if (foreign > english && (surelyForeign > 1 || (surelyForeign == 1 && foreign > Certain) || (likelyForeign >= FewestLikely && foreign >= FewestPoints))) return false;
        return english > foreign && english >= Certain ? true : null;
    }

    /// <summary>
    /// Which of the turns of a conversation, or of the texts of a list, are not English. One of few words, or whose words do not show it, is of the language of the whole:
    /// a goodbye in Norwegian makes nothing foreign.
    /// </summary>
    public static IReadOnlyList<int> NotEnglish(IReadOnlyList<string> texts)
    {
        const int FewWords = 4, Most = 20_000, Enough = 200;
        var every = Math.Max(1, texts.Count / Enough);
        var whole = IsEnglish(string.Join('\n', texts.Where((text, i) => i % every == 0 && text.Length < Most)));
        return [.. Enumerable.Range(0, texts.Count).Where(i => !(Words.Spans(texts[i]).Count < FewWords ? whole : Shows(texts[i]) ?? whole))];
    }

    /// <summary>The English name of the language that a text which is not English is in, "German"; null where it does not show.</summary>
    public static string? NameOf(string text)
    {
        foreach (var (name, first, last) in Scripts)
            if (text.AsSpan().ContainsAnyInRange(first, last)) return name;
        var words = Words.Of(text);
        var (best, most) = (default(string), 0);
        foreach (var (name, grammar) in Grammars)
        {
            var found = words.Count(grammar.Contains) + (OwnLetters.TryGetValue(name, out var letters) ? text.Count(letters.Contains) : 0);
            if (found > most) (best, most) = (name, found);
        }
        return most * FewestKnown >= words.Count ? best : null;
    }

    /// <summary>A word of grammar of another common language, such as "und" or "pour", that English has not.</summary>
    /// <param name="word">In lower case, as <see cref="Words.Of"/> gives it.</param>
    internal static bool IsGrammar(string word) => Foreign.Contains(word);

    /// <summary>A word of grammar elsewhere that means something in English: "die", "pour".</summary>
    /// <param name="word">In lower case, as <see cref="Words.Of"/> gives it.</param>
    internal static bool IsGrammarElsewhere(string word) => AlsoEnglish.Contains(word);

    // What a word in Latin letters says: above zero for English, below against it.
    private static int Weigh(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[word.Length];
        Fold(word, folded);
        if (Known.TryGetValue(folded, out var points)) return folded.Length == 1 && char.IsAscii(folded[0]) ? Math.Max(points, 0) : points;
        if (folded.Length == 1) return 0;
        if (folded.IndexOf('\'') is > 0 and var cut) return folded[(cut + 1)..] is "s" ? Likely : Elided.Contains(folded[..cut]) ? -Certain : 0;
        var (rare, marked) = Marks(folded);
        // German writes every noun like a name, and a name tells nothing.
        if (char.IsUpper(word[0])) return rare ? -Likely : marked ? -Hint : 0;
        if (rare) return -Certain;
        if (OfEnding(folded) is var ending && ending < 0) return marked ? -Certain : -Likely;
        if (marked || folded.ContainsAny(OtherParts)) return -Likely;
        if (ending > 0) return Likely;
        if (folded.Length > 2 && folded[^1] is 'a' or 'i' or 'o' or 'u' or 'j') return -Hint;
        return folded.ContainsAny(EnglishParts) ? Likely : 0;
    }

    // The longest ending decides.
    private static int OfEnding(ReadOnlySpan<char> word)
    {
        for (var length = Math.Min(LongestEnding, word.Length - 1); length > 1; length--)
            if (Endings.TryGetValue(word[^length..], out var points)) return points;
        return 0;
    }

    // Whether a word has letters that English never borrows, or marks that it does borrow: "café".
    private static (bool Rare, bool Marked) Marks(ReadOnlySpan<char> word)
    {
        var marked = false;
        foreach (var c in word)
        {
            if (c is > LastOfLatin1 and not (>= '\u0300' and <= '\u036F') or 'ß' or 'ã' or 'õ' or 'ñ' or 'ð' or 'þ' or 'ý') return (true, true);
            marked |= c > '\u00BF';
        }
        return (false, marked);
    }

    private static bool IsKnown(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[word.Length];
        Fold(word, folded);
        return Known.ContainsKey(folded);
    }

    private static void Fold(ReadOnlySpan<char> word, Span<char> folded)
    {
        word.ToLowerInvariant(folded);
        folded.Replace('\u2019', '\'');
    }

    // Numbers, addresses and codes are the same in all languages, and nobody says a word as long as a file.
    private static bool IsCode(ReadOnlySpan<char> word) => word.Length > LongestWord || word.ContainsAny(NoLetters);

    private static bool IsLatin(char c) => c is <= '\u024F' or (>= '\u1E00' and <= '\u1EFF');

    private static FrozenDictionary<string, int> Points()
    {
        var points = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in Grammars.SelectMany(language => language.Words)) points[word] = AlsoEnglish.Contains(word) || InNames.Contains(word) ? -Likely : -Certain;
        // "er" is hesitation in English, and "is" in Danish.
        foreach (var word in Words.Fillers) points[word] = points.ContainsKey(word) ? 0 : Likely;
        foreach (var word in PlainEnglish) points[word] = Likely;
        foreach (var word in Anywhere) points[word] = 0;
        foreach (var word in Words.Stops) points[word] = AlsoElsewhere.Contains(word) ? Hint : Certain;
        return points.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
