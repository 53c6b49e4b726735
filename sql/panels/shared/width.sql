-- Letters of full width and the same of half width, for translate(): 17市町 finds １７市町, dx finds ＤＸ.
select
    '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲ'
    || 'ＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　' as wide,
    '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQR'
    || 'STUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~ ' as narrow
